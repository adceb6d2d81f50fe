# What the commands of this project share: each runs what it has built, unless that was done already. To be sourced, with $root set to
# the project's folder.

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# require_java WHO: sets java to the one to start. WHO needs it, in words.
require_java() {
    local version
    java=java
    [[ -z ${JAVA_HOME:-} ]] || java=$JAVA_HOME/bin/java
    version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java\.specification\.version = //p') || true
    [[ ${version%%.*} =~ ^[0-9]+$ ]] && ((${version%%.*} >= 17)) \
        || fail "$1 a JDK, 17 or later; \"$java\" is ${version:-none}. Set JAVA_HOME to one, or put it on the PATH."
}

# require_maven WHO
require_maven() {
    command -v mvn >/dev/null || fail "$1 Maven, 3.8.7 or later: put mvn on the PATH."
}

# is_fresh STAMP PATH...: whether a build has left its stamp, and nothing was changed since in these files and folders of the project.
is_fresh() {
    local stamp=$1
    shift
    [[ -e $stamp ]] && (cd "$root" && [[ -z $(find "$@" -newer "$stamp" -print -quit) ]])
}

# build STAMP MODULES OPTION...: packages modules, separated by commas, with those that they need, untested; and leaves a stamp. The output
# of Maven goes to a file next to it.
build() {
    local stamp=$1 modules=$2 log=$1.log
    shift 2
    mkdir -p "${stamp%/*}"
    touch "$stamp.begun"
    (cd "$root" && exec mvn --batch-mode --no-transfer-progress package -Pbenchmarks --projects "$modules" --also-make -Dquickly -DskipTests \
        -Dmaven.javadoc.skip -Dmaven.source.skip "$@") </dev/null >"$log" 2>&1 || build_failed "$log"
    mv "$stamp.begun" "$stamp"
}

# build_failed LOG
build_failed() {
    grep -E '^\[ERROR\]|^Error|^Exception' "$1" | head -n 20 >&2 || true
    fail "The build failed, see $1. If Maven could not download something, run this again: it goes on where it stopped."
}
