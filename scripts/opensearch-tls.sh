# Certificates, users and roles for a node of tests; read by opensearch.sh, never run alone.
# shellcheck shell=bash

certificates() { # certificates FOLDER: an authority, the node's certificate, and those of an administrator and a reader
    local tls=$1 name
    command -v openssl >/dev/null || scripts/debian.sh openssl
    mkdir -p -m 700 "$tls"
    (
        cd "$tls"
        umask 077
        key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2>/dev/null; }
        key ca
        openssl req -x509 -new -key ca.key -subj "/CN=kb test authority" -days 3 -out ca.pem
        for name in node admin reader; do
            key "$name"
            openssl req -new -key "$name.key" -subj "/O=kb test/CN=$name" -out "$name.csr"
            printf 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n' >"$name.ext"
            openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -days 2 -extfile "$name.ext" -out "$name.pem" 2>/dev/null
        done
        openssl rand -hex 16 | tr -d '\n' >password
        rm ./*.csr ./*.ext
    )
}

users() { # users CONFIG TLS HOME JAVA: the settings of the security plugin
    local config=$1 tls=$2 hash
    mkdir -p "$config/tls"
    cp "$tls/ca.pem" "$tls/node.pem" "$tls/node.key" "$config/tls/"
    hash=$(KB_HASHED=$(cat "$tls/password") OPENSEARCH_JAVA_HOME=$4 bash "$3/plugins/opensearch-security/tools/hash.sh" -env KB_HASHED 2>/dev/null | tail -n 1)
    cat >>"$config/opensearch.yml" <<Y
plugins.security.ssl.transport.pemcert_filepath: tls/node.pem
plugins.security.ssl.transport.pemkey_filepath: tls/node.key
plugins.security.ssl.transport.pemtrustedcas_filepath: tls/ca.pem
plugins.security.ssl.http.enabled: true
plugins.security.ssl.http.pemcert_filepath: tls/node.pem
plugins.security.ssl.http.pemkey_filepath: tls/node.key
plugins.security.ssl.http.pemtrustedcas_filepath: tls/ca.pem
plugins.security.authcz.admin_dn: ["CN=admin,O=kb test"]
plugins.security.nodes_dn: ["CN=node,O=kb test"]
plugins.security.allow_default_init_securityindex: true
Y
    cat >"$config/opensearch-security/config.yml" <<'Y'
_meta: {type: config, config_version: 2}
config:
  dynamic:
    authc:
      password:
        http_enabled: true
        order: 1
        http_authenticator: {type: basic, challenge: true}
        authentication_backend: {type: intern}
      certificate:
        http_enabled: true
        order: 0
        http_authenticator: {type: clientcert, config: {username_attribute: cn}, challenge: false}
        authentication_backend: {type: noop}
Y
    cat >"$config/opensearch-security/internal_users.yml" <<Y
_meta: {type: internalusers, config_version: 2}
admin: {hash: "$hash", reserved: true, backend_roles: [admin]}
writer: {hash: "$hash"}
stranger: {hash: "$hash"}
Y
    # The roles that docs/opensearch.md tells people to make.
    cat >"$config/opensearch-security/roles.yml" <<'Y'
_meta: {type: roles, config_version: 2}
kb_writer:
  cluster_permissions: [cluster_composite_ops, "cluster:monitor/main"]
  index_permissions: [{index_patterns: ["kb-*"], allowed_actions: [indices_all]}]
kb_reader:
  cluster_permissions: [cluster_composite_ops_ro, "cluster:monitor/main", "indices:data/read/point_in_time/delete"]
  index_permissions:
    - index_patterns: ["kb-*"]
      allowed_actions: [read, "indices:admin/mappings/get", "indices:admin/aliases/get"]
Y
    cat >"$config/opensearch-security/roles_mapping.yml" <<'Y'
_meta: {type: rolesmapping, config_version: 2}
all_access: {backend_roles: [admin]}
kb_writer: {users: [writer]}
kb_reader: {users: [reader]}
Y
}
