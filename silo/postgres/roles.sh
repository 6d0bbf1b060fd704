#!/bin/bash
# The roles and the database of docs/operations.md, once, when the server's data folder is new. Passwords by the environment; psql quotes them.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --quiet --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
  --set=owner="$OWNER_PASSWORD" --set=silo="$SILO_PASSWORD" --set=gateway="$GATEWAY_PASSWORD" <<'SQL'
CREATE ROLE segment_export_owner LOGIN PASSWORD :'owner';
CREATE ROLE segment_export_silo LOGIN PASSWORD :'silo';
CREATE ROLE segment_export_gateway LOGIN PASSWORD :'gateway';
CREATE DATABASE segment_export OWNER segment_export_owner;
SQL
