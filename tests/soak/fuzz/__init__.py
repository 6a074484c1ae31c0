"""Spoiled files, fed to the intake."""
