#!/bin/sh
# A district with three towns, on a server of its own that is gone afterwards: they push, one of them once more, a forged history is refused,
# and the district asks of all of them what each town asks of itself.
set -eu
examples=$(cd "$(dirname "$0")" && pwd)
folder=$1
day=2022-07-15
# shellcheck source=examples/server.sh
. "$examples/server.sh"
rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
trap stop_server EXIT
start_server
server_does "CREATE DATABASE district"
server_does "CREATE ROLE reader LOGIN"
address() { echo "postgresql://$1@/district?host=$server"; }
district=$(address postgres)

zizhao --db "$district" district init
server_does "GRANT zizhao_reader TO reader"

# The ledger of a town, with some hazards.
town() {
    ZIZHAO_DB="$folder/$1/ledger.db"
    export ZIZHAO_DB
}
hazards=0
for name in 紫照镇 青山镇 白水镇; do
    hazards=$((hazards + 1))
    role=town_$hazards
    server_does "CREATE ROLE $role LOGIN"
    zizhao --db "$district" district add "$name" --role "$role"
    mkdir "$folder/$name"
    town "$name"
    zizhao init 2>/dev/null
    for number in $(seq $hazards); do
        zizhao hazard add --unit 桂香村 --measure 6 --title "$name 第 $number 处安全出口堵塞" --found 2022-05-01 --due "+$((number * 15))d" >/dev/null
    done
    zizhao push "$(address "$role")" >/dev/null
done

# One goes on, and brings what is new.
town 紫照镇
zizhao hazard rectify YH-2022-0001 --rectified-by 王强 --on 2022-05-10
zizhao push "$(address town_1)" >/dev/null

# One puts an older ledger in the place of its own and records something else: refused, and kept as evidence.
mkdir "$folder/改过的"
town 白水镇
zizhao db backup "$folder/改过的" >/dev/null 2>&1
zizhao hazard add --unit 桂香村 --measure 6 --title "渔船未配救生衣" --found 2022-06-01 --due +15d >/dev/null
zizhao push "$(address town_3)" >/dev/null
ZIZHAO_DB=$(echo "$folder/改过的"/*.db)
zizhao hazard add --unit 桂香村 --measure 6 --title "什么事也没有的隐患" --found 2022-06-01 --due +99d >/dev/null
echo "一本改过的账来报送："
if zizhao push "$(address town_3)"; then
    echo "收下了改过的账" >&2
    exit 1
fi

echo
zizhao --db "$district" district towns
echo
zizhao --db "$district" district refused
echo
zizhao --db "$(address reader)" report overdue --as-of "$day"
zizhao --db "$(address reader)" report summary --as-of "$day" --group-by town
zizhao --db "$district" district verify
