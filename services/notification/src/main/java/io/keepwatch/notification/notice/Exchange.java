package io.keepwatch.notification.notice;

import io.keepwatch.notification.notice.Courier.Attempt;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and what comes back. The status line decides; the rest of the answer is read and thrown away, up to a
 * limit in bytes and time, and never kept: it is the receiver's text, not ours.
 */
final class Exchange {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int SUCCESS = 2;
    private static final int STATUS_CLASS = 100;

    private final Vertx vertx;
    private final UniEmitter<? super Attempt> emitter;
    private final long timer;
    private @Nullable HttpClientRequest request;
    private @Nullable Attempt attempt;
    private int received;
    private boolean closed;

    Exchange(Vertx vertx, Duration timeout, UniEmitter<? super Attempt> emitter) {
        this.vertx = vertx;
        this.emitter = emitter;
        this.timer = vertx.setTimer(
                timeout.toMillis(), _ -> end(new Attempt.Failed("no answer within " + timeout.toSeconds() + " s")));
    }

    synchronized void send(HttpClientRequest opened, byte[] body) {
        request = opened;
        if (closed) {
            opened.reset();
            return;
        }
        opened.exceptionHandler(this::fail);
        opened.response().onFailure(this::fail).onSuccess(this::receive);
        opened.end(Buffer.buffer(body)).onFailure(this::fail);
    }

    private synchronized void receive(HttpClientResponse response) {
        int status = response.statusCode();
        attempt = status / STATUS_CLASS == SUCCESS ? new Attempt.Delivered() : new Attempt.Failed("answered " + status);
        response.exceptionHandler(this::fail);
        response.handler(this::count);
        response.endHandler(_ -> end(new Attempt.Delivered()));
    }

    private synchronized void count(Buffer some) {
        received += some.length();
        if (received > LONGEST_ANSWER) {
            end(new Attempt.Failed("answered too much"));
        }
    }

    void fail(Throwable failure) {
        end(new Attempt.Failed(failure.getClass().getSimpleName()));
    }

    /** @param otherwise the outcome if no status line came */
    private synchronized void end(Attempt otherwise) {
        if (closed) {
            return;
        }
        closed = true;
        vertx.cancelTimer(timer);
        emitter.complete(attempt == null ? otherwise : attempt);
        if (request != null) {
            request.reset();
        }
    }
}
