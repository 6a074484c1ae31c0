#!/bin/sh
# Sets up a ledger of its own in the folder given, plays a part of the plan's year on it through the real commands, and says what happened.
set -eu
examples=$(dirname "$0")
folder=$1
day=2022-07-15
rm -rf "$folder"
mkdir -p "$folder"
ZIZHAO_DB="$folder/ledger.db"
ZIZHAO_BY=陈科旭
export ZIZHAO_DB ZIZHAO_BY

# What a report concludes, in one line.
concluded() {
    zizhao report "$@" --as-of "$day" | grep "^截至\|：职责"
}

zizhao init
# shellcheck source=examples/morning.sh
. "$examples/morning.sh" >/dev/null
# shellcheck source=examples/summer.sh
. "$examples/summer.sh" >/dev/null

zizhao report overdue --as-of "$day"
echo
echo "从 2022-04-20 到 $day："
concluded summary
concluded supervised
concluded tips
concluded accidents
concluded past-due
concluded duties
