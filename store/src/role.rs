//! Two roles in the database: the owner, who changes the schema (`alimi migrate`), and the
//! application's, which works with what is there and may only add to the audit log.

use crate::{Db, Result};
use sqlx::{AssertSqlSafe, Executor};

impl Db {
    /// Gives the application's role its rights, and takes those it must not have. Called as the
    /// owner, after every migration: new tables are covered by it.
    ///
    /// Nothing is done when the owner and the application are one.
    ///
    /// # Errors
    /// When the database fails, or has no such role.
    pub async fn grant(&self, role: &str) -> Result<()> {
        let known = sqlx::query!(
            r#"SELECT quote_ident($1) AS "role!", current_user::text = $1 AS "owner!", quote_ident(current_schema()) AS "schema!""#,
            role
        )
        .fetch_one(&self.pool)
        .await?;
        if known.owner {
            return Ok(());
        }
        let (role, schema) = (known.role, known.schema);
        let rights = format!(
            "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role};
             GRANT USAGE ON SCHEMA {schema} TO {role};
             REVOKE CREATE ON SCHEMA {schema} FROM {role}, PUBLIC;
             GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
             GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
             REVOKE UPDATE, DELETE ON audit_log FROM {role};
             REVOKE INSERT, UPDATE, DELETE ON _sqlx_migrations FROM {role}"
        );
        let mut tx = self.begin().await?;
        tx.execute(AssertSqlSafe(rights)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether this process could change what the audit log says, if it removed the trigger: it
    /// owns the table, or may write more than new rows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn could_change_audit_log(&self) -> Result<bool> {
        Ok(sqlx::query_scalar!(
            r#"SELECT pg_has_role(relowner, 'MEMBER') OR has_table_privilege(oid, 'UPDATE')
                   OR has_table_privilege(oid, 'DELETE') OR has_table_privilege(oid, 'TRUNCATE') AS "could!"
               FROM pg_class WHERE oid = 'audit_log'::regclass"#
        )
        .fetch_one(&self.pool)
        .await?)
    }
}
