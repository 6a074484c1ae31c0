"""Groups of people who are told every night: robots of chat groups, and mail. Knows no ledger, and keeps addresses secret."""
