package io.keepwatch.hunting.question;

import java.util.List;

/**
 * A condition on the columns of the store, for DuckDB. It is true or, for what does not match, false or null. No part of
 * a question's text is in the SQL, only names of columns and one {@code ?} for each parameter.
 *
 * @param sql goes after {@code WHERE}; in parentheses where it is composed
 * @param parameters in the order of their {@code ?}; each a {@link String}, {@link Long} or {@link Boolean}
 */
public record Condition(String sql, List<Object> parameters) {
    public Condition {
        parameters = List.copyOf(parameters);
    }
}
