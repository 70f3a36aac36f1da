package io.keepwatch.platform.postgres;

/** One database and the role that owns it. */
public record Database(String host, int port, String name, String user, String password) {
    /** For JDBC drivers. */
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** For the reactive client. */
    public String reactiveUrl() {
        return "postgresql://%s:%d/%s".formatted(host, port, name);
    }

    @Override
    public String toString() {
        return user + "@" + reactiveUrl();
    }
}
