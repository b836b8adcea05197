#!/bin/sh
# Run once by the image of PostgreSQL, when the cluster is made: the role that the service works with.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$APP_PASSWORD" --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
CREATE ROLE alimi_app LOGIN PASSWORD :'password';
SQL
