package io.keepwatch.cases.http;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.hibernate.HibernateException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the store could not do is answered 503: without its audit entry, no look is given. */
class StoreAway {
    private static final Logger LOG = Logger.getLogger(StoreAway.class);

    @ServerExceptionMapper({
        PgException.class,
        HibernateException.class,
        PersistenceException.class,
        VertxException.class,
        IOException.class
    })
    Response answer(Exception failure) {
        // The message may quote rows, and rows are about people.
        String state = failure instanceof PgException pg ? " SQLSTATE " + pg.getSqlState() : "";
        LOG.errorf("the store failed: %s%s", failure.getClass().getName(), state);
        return Problems.unavailable().toResponse();
    }
}
