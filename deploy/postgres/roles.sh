#!/bin/sh
# Run once, by PostgreSQL's image when its data folder is new: the roles and the database (docs/operations.md).
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner="$OWNER_PASSWORD" --set silo="$SILO_PASSWORD" --set gateway="$GATEWAY_PASSWORD" << 'SQL'
CREATE ROLE segment_export_owner LOGIN PASSWORD :'owner';
CREATE ROLE segment_export_silo LOGIN PASSWORD :'silo';
CREATE ROLE segment_export_gateway LOGIN PASSWORD :'gateway';
CREATE DATABASE segment_export OWNER segment_export_owner TEMPLATE template0 ENCODING 'UTF8';
SQL
