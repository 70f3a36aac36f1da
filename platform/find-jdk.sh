#!/bin/sh
# Prints the home of a JDK that can build and run Keepwatch: JAVA_HOME if it is new enough, else the newest one under the
# usual places. Says on the standard error what to install if there is none.
needed=25

version() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

if [ -n "$JAVA_HOME" ]; then
  found=$(version "$JAVA_HOME")
  if [ "${found:-0}" -ge "$needed" ]; then
    echo "$JAVA_HOME"
    exit 0
  fi
fi

best=
best_version=0
for home in /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  found=$(version "$home") || continue
  if [ "${found:-0}" -ge "$needed" ] && [ "$found" -gt "$best_version" ]; then
    best=$home
    best_version=$found
  fi
done

if [ -z "$best" ]; then
  echo "Keepwatch needs a JDK $needed or newer; install one (for example Eclipse Temurin $needed) or point JAVA_HOME to it." >&2
  exit 1
fi
echo "$best"
