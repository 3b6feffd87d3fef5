#!/bin/sh
# The first step of an installation with compose.yaml: makes its secrets, once. Needs openssl only. Takes the folder to write to; this one where absent.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here}
local=$folder/local

if [ -e "$folder/.env" ] || [ -e "$local" ]; then
  echo "$folder/.env or $local is there already, and this would replace secrets that a database may depend on. Remove both to begin anew." >&2
  exit 1
fi

umask 077
mkdir -p "$local/network"

hex() { openssl rand -hex 32; }
api_key() { printf 'abk_%s' "$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=\n')"; }
sha256() { printf %s "$1" | openssl dgst -sha256 -r | cut -d ' ' -f 1; }

cat > "$folder/.env" <<EOF
POSTGRES_PASSWORD=$(hex)
REDIS_PASSWORD=$(hex)
IT_WEBHOOK_SECRET=whsec_$(openssl rand -base64 32)
MK_WEBHOOK_SECRET=whsec_$(openssl rand -base64 32)
EOF

hex > "$local/master.key"

edits=''
entries=''
for holder in $(sed -n 's/.*# key of \([a-z-]*\)$/\1/p' "$here/network.yaml"); do
  key=$(api_key)
  edits="$edits
s/keySha256: \"[0-9a-f]*\"\\(.*\\) # key of $holder\$/keySha256: \"$(sha256 "$key")\"\\1/"
  entries="$entries${entries:+,
    }\"$holder\": \"$key\""
  [ "$holder" != operator ] || printf '%s\n' "$key" > "$local/operator.key"
done
sed "$edits" "$here/network.yaml" > "$local/network/network.yaml"
printf '{\n  "url": "http://127.0.0.1:8080",\n  "keys": {\n    %s\n  }\n}\n' "$entries" > "$local/quickstart.json"

# Nobody but you enters the folder; the users inside the containers have other numbers than yours and read what is mounted from it.
chmod 755 "$local/network"
chmod 644 "$local/master.key" "$local/operator.key" "$local/network/network.yaml"

echo "Written: $folder/.env, and in $local the master key, the network file, and the keys of everybody in quickstart.json."
