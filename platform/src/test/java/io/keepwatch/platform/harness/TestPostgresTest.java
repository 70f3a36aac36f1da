package io.keepwatch.platform.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.platform.postgres.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
    private final TestPostgres postgres = TestPostgres.shared();

    @Test
    @DisplayName("what is committed survives kill -9 of the server (G1)")
    void shouldKeepCommittedRowsOverAKill() throws SQLException {
        Database database = postgres.newDatabase("story");
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE person (name text)");
            statement.execute("INSERT INTO person VALUES ('Æsa 🦉')");
        }

        postgres.kill();
        postgres.restart();

        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, version() FROM person")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("Æsa 🦉");
            assertThat(rows.getString(2)).startsWith("PostgreSQL 18");
        }
    }

    @Test
    @DisplayName("each database is its owner's alone")
    void shouldKeepDatabasesApart() {
        Database one = postgres.newDatabase("one");
        Database other = postgres.newDatabase("one");

        assertThat(one.name()).isNotEqualTo(other.name());
        Database trespasser = new Database(one.host(), one.port(), one.name(), other.user(), other.password());
        assertThatThrownBy(() -> connect(trespasser)).isInstanceOf(SQLException.class);
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
