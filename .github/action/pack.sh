#!/usr/bin/env bash
# Makes the entry as small as what this run used, and says whether it may be saved: entries are restored by everybody's runs, so that
# what a pull request brought goes into none.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

case $GITHUB_EVENT_NAME in
    push | schedule | workflow_dispatch | release) ;;
    *)
        echo "The cache is not saved: the event is $GITHUB_EVENT_NAME."
        exit 0
        ;;
esac

openlinux --target=Cache --max-age=1d "--cache-dir=$shared"
# Laid out again from the rest; downloads that were cut off; of the compiled hosts all but the one that has just run.
for area in trees partial tmp; do
    if [ -d "$shared/$area" ]; then
        chmod -R u+w "$shared/$area"
        rm -rf "${shared:?}/$area"
    fi
done
# shellcheck disable=SC2012 # the names are hashes of ours
ls -1t .cache/host | sed 1d | while IFS= read -r old; do rm -rf ".cache/host/${old:?}"; done

# For compare-to: last.
mkdir -p "$baseline"
paste -d ' ' <(fact architecture) <(fact rootfs) | while IFS=' ' read -r arch tarball; do
    if [ -f "$tarball" ]; then cp -f "$tarball" "$baseline/$arch.tar.gz"; fi
done
output save true
