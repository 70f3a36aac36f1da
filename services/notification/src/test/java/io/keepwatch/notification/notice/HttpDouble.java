package io.keepwatch.notification.notice;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Somebody else's door: keeps what comes, answers as told. */
final class HttpDouble implements AutoCloseable {
    private final int port;
    private final int success;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Seen> manner;
    private @Nullable HttpServer server;

    /** @param answered the status of the answer */
    record Seen(String path, Headers headers, String body, int answered) {
        String header(String name) {
            String value = headers.getFirst(name);
            return value == null ? "" : value;
        }

        boolean wasTaken() {
            return answered / 100 == 2;
        }
    }

    /** @param success the status of success */
    HttpDouble(String portSetting, int success) {
        this.success = success;
        this.manner = _ -> success;
        this.port = ConfigProvider.getConfig().getValue(portSetting, Integer.class);
    }

    /** Begins to listen. */
    void open() {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            opened.createContext("/", this::handle);
            opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            opened.start();
            server = opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers so from now on. */
    void answer(ToIntFunction<Seen> manner) {
        this.manner = manner;
    }

    List<Seen> seen(Predicate<Seen> which) {
        return seen.stream().filter(which).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Seen unanswered = new Seen(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body, 0);
        int status = manner.applyAsInt(unanswered);
        seen.add(new Seen(unanswered.path(), unanswered.headers(), body, status));
        if (status / 100 == 3) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
