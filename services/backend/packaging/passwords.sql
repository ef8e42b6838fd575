-- For compose.yaml: the passwords of the two roles, from the environment of the container.
\getenv owner_password OWNER_PASSWORD
\getenv backend_password BACKEND_PASSWORD
ALTER ROLE flex_sync_owner PASSWORD :'owner_password';
ALTER ROLE flex_sync_backend PASSWORD :'backend_password';
