#!/bin/sh
# Sets up a ledger of its own in the folder given and feeds it this folder's examples through the real commands.
set -eu
examples=$(dirname "$0")
folder=$1
rm -rf "$folder"
mkdir -p "$folder"
ZIZHAO_DB="$folder/ledger.db"
ZIZHAO_BY=陈科旭
export ZIZHAO_DB ZIZHAO_BY

zizhao init
# shellcheck source=examples/morning.sh
. "$examples/morning.sh" >/dev/null
zizhao report overdue --as-of 2022-07-15
