#!/usr/bin/env python3
"""Regenerate src/image/data/apt-recommends.json from Debian Packages indexes.

    refresh-recommends.py --names names.txt [--release InRelease-bookworm --release InRelease-trixie]
                          Packages-bookworm Packages-trixie > apt-recommends.json

names.txt     one package name per line ('#' starts a comment). To redo the present file for a newer index, use its
              own names: the keys of "lost" and the entries of "nothing".
Packages-*    the uncompressed `main` index of one suite and one architecture. What follows the first '-' of the file
              name is the suite's name.
--release     Release or InRelease file, once per suite. "date" is the newest Date among them, null without any.

What is computed, for each name and each suite that has it:

  plain  the packages that `apt-get install --no-install-recommends NAME` adds to a minimal system: the closure of
         Depends and Pre-Depends
  full   the packages that `apt-get install NAME` adds: the same, with the Recommends of every added package followed
  lost   those of full minus plain that a package of plain itself recommends. What they bring along in turn is left
         out, since it comes and goes with them.

The minimal system is what debootstrap's minbase variant installs: Essential and Priority: required packages, apt,
usr-is-merged (instead of usrmerge, which would bring perl), and what these depend on. A name's lists are joined over
the suites. Names that no suite has, as a package or as a virtual package with one provider (which apt takes without
asking), are dropped and told on stderr.

As in apt, a group of alternatives is satisfied by any member that is installed or selected, else its first installable
member is taken. Simpler than apt: versions and conflicts are not looked at, and of several providers of a virtual
package the one with the highest priority is taken, then the last by name (as apt does for PHP's extension API).
"""
import argparse
import datetime
import email.utils
import json
import os
import re
import sys

PRIORITIES = ["required", "important", "standard", "optional", "extra"]
FIELDS = {"Package", "Priority", "Essential", "Provides", "Depends", "Pre-Depends", "Recommends"}


def stanzas(path):
    """The packages of one index, each a dict of the wanted fields (none of which is ever folded over lines)."""
    fields = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line == "\n":
                yield fields
                fields = {}
            else:
                key, _, value = line.partition(":")
                if key in FIELDS:
                    fields[key] = value.strip()
    yield fields


def relations(text):
    """'a:any (>= 1) | b, c' -> [['a', 'b'], ['c']]"""
    return [re.findall(r"(?:^|\|)\s*([a-z0-9][a-z0-9+.-]+)", group.strip()) for group in (text or "").split(",")]


class Suite:
    def __init__(self, path):
        self.name = os.path.basename(path).partition("-")[2] or os.path.basename(path)
        self.packages = {fields["Package"]: fields for fields in stanzas(path) if fields}
        self.providers = {}
        for name, fields in sorted(self.packages.items(), reverse=True):
            fields["needs"] = relations(fields.get("Pre-Depends")) + relations(fields.get("Depends"))
            fields["likes"] = relations(fields.get("Recommends"))
            for [provided] in filter(None, relations(fields.get("Provides"))):
                self.providers.setdefault(provided, []).append(name)
        for names in self.providers.values():
            names.sort(key=lambda name: PRIORITIES.index(self.packages[name].get("Priority", "optional")))
        self.minimal = frozenset()
        self.minimal = self.install([name for name, fields in sorted(self.packages.items())
                                     if fields.get("Essential") == "yes" or fields.get("Priority") == "required"
                                     or name in ("apt", "usr-is-merged")], recommends=False)

    def resolve(self, name):
        """The package that `apt-get install NAME` takes, or None."""
        if name in self.packages:
            return name
        providers = self.providers.get(name, [])
        return providers[0] if len(providers) == 1 else None

    def candidates(self, group):
        """The packages that satisfy a group of alternatives, the one to take first."""
        return [package for name in group
                for package in [name] * (name in self.packages) + self.providers.get(name, [])]

    def install(self, names, recommends):
        """The packages that installing NAMES adds to the minimal system."""
        added = {name: None for name in names if name not in self.minimal}  # a set that keeps its order
        queue = list(added)  # all of `added`, in the order in which it came

        def follow(groups):
            for group in groups:
                candidates = self.candidates(group)
                if candidates and not any(name in added or name in self.minimal for name in candidates):
                    added[candidates[0]] = None
                    queue.append(candidates[0])

        needed = liked = 0
        while needed < len(queue) or recommends and liked < len(queue):
            if needed < len(queue):  # first all that is needed, then what is recommended, package by package
                follow(self.packages[queue[needed]]["needs"])
                needed += 1
            else:
                follow(self.packages[queue[liked]]["likes"])
                liked += 1
        return frozenset(added)

    def lost(self, name):
        plain, full = self.install([name], recommends=False), self.install([name], recommends=True)
        recommended = {liked for package in plain for group in self.packages[package]["likes"]
                       for liked in self.candidates(group)}
        return (full - plain) & recommended


def release_date(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("Date:"):
                return email.utils.parsedate_to_datetime(line[5:].strip()).astimezone(datetime.timezone.utc)
    sys.exit(f"{path}: no Date field")


def dump(data):
    """JSON with one line per package that loses something, so that a refresh reads well as a diff."""
    def compact(value):
        return json.dumps(value, separators=(",", ":"))
    head = [f" {compact(key)}:{compact(data[key])}," for key in ("source", "suites", "date")]
    lost = ",\n".join(f"  {compact(name)}:{compact(packages)}" for name, packages in data["lost"].items())
    rows = [data["nothing"][at:at + 8] for at in range(0, len(data["nothing"]), 8)]
    nothing = ",\n".join(f"  {compact(row)[1:-1]}" for row in rows)
    return "\n".join(["{", *head, ' "lost":{', lost, " },", ' "nothing":[', nothing, " ]", "}"])


def main():
    parser = argparse.ArgumentParser(description="Regenerate apt-recommends.json; see the top of this file.")
    parser.add_argument("--names", required=True, help="file with one package name per line")
    parser.add_argument("--release", action="append", default=[], help="Release or InRelease file, for the date")
    parser.add_argument("packages", nargs="+", help="uncompressed Packages index of one suite")
    options = parser.parse_args()

    with open(options.names, encoding="utf-8") as lines:
        names = sorted({line.partition("#")[0].strip() for line in lines} - {""})
    suites = [Suite(path) for path in options.packages]
    lost, nothing = {}, []
    for name in names:
        found = [(suite, suite.resolve(name)) for suite in suites if suite.resolve(name)]
        packages = sorted(set().union(*(suite.lost(package) for suite, package in found)))
        if packages:
            lost[name] = packages
        elif found:
            nothing.append(name)
        else:
            print(f"not in {', '.join(suite.name for suite in suites)}: {name}", file=sys.stderr)
    dates = [release_date(path) for path in options.release]
    print(dump({
        "source": "Debian, section main, amd64: Depends, Pre-Depends and Recommends of the Packages indexes",
        "suites": [suite.name for suite in suites],
        "date": max(dates).date().isoformat() if dates else None,
        "lost": lost,
        "nothing": nothing,
    }))


if __name__ == "__main__":
    main()
