package io.keepwatch.notification.notice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.MalformedMessageException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Somebody's webhook receiver, which misbehaves as told: per case, by how often that case's notice was tried. */
final class Receiver implements AutoCloseable {
    private static final String DATA = "\"data\":";

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Request, Manner>> manners = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable HttpServer server;

    /** How to answer one request. */
    enum Manner {
        ACCEPT,
        FAIL,
        REDIRECT,
        HANG,
        HANG_UP,
        ANSWER_WITHOUT_END
    }

    /**
     * One request.
     *
     * @param attempt 1 for the first with this webhook-id
     */
    record Request(
            String uri, Map<String, List<String>> headers, String body, CaseEvent event, int attempt, Manner answer) {
        String id() {
            return header("Webhook-id");
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    static int port() {
        return ConfigProvider.getConfig().getValue("test.receiver.port", Integer.class);
    }

    /** Begins to listen; what was told and received before stays. */
    Receiver open() {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 100);
            opened.createContext("/", this::handle);
            opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            opened.start();
            server = opened;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops listening. */
    void shut() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        shut();
    }

    /** Treats a case's notices so from now on; cases not mentioned are accepted. */
    void treat(String caseId, Function<Request, Manner> manner) {
        manners.put(caseId, manner);
    }

    List<Request> requests(String caseId) {
        return requests.stream()
                .filter(request -> request.event().caseId().equals(caseId))
                .toList();
    }

    /**
     * The versions of a case's events in the order in which they were first accepted. On a machine that is slow an answer
     * may come after the sender gave it up; then the same notice comes again, and its id says so.
     */
    List<Long> acceptedVersions(String caseId) {
        return requests(caseId).stream()
                .filter(request -> request.answer() == Manner.ACCEPT)
                .collect(Collectors.toMap(Request::id, Function.identity(), (first, _) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .map(request -> request.event().caseVersion())
                .toList();
    }

    /** How many requests about these cases were answered so, repeats included. */
    long answered(Manner manner, List<String> caseIds) {
        Set<String> wanted = Set.copyOf(caseIds);
        return requests.stream()
                .filter(request -> request.answer() == manner
                        && wanted.contains(request.event().caseId()))
                .count();
    }

    List<Request> strayed() {
        return requests.stream()
                .filter(request -> !request.uri().equals("/hook?tenant=1"))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request = record(exchange, body);
        switch (request.answer()) {
            case ACCEPT -> answer(exchange, 204);
            case FAIL -> answer(exchange, 500);
            case REDIRECT -> {
                exchange.getResponseHeaders().add("Location", "http://localhost:" + port() + "/elsewhere");
                answer(exchange, 301);
            }
            case HANG -> {
                await();
                exchange.close();
            }
            case HANG_UP -> exchange.close();
            case ANSWER_WITHOUT_END -> {
                exchange.sendResponseHeaders(500, 0);
                try (OutputStream out = exchange.getResponseBody()) {
                    while (closing.getCount() > 0) {
                        out.write(new byte[8192]);
                    }
                }
            }
        }
    }

    private synchronized Request record(HttpExchange exchange, String body) {
        CaseEvent event = event(body);
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        int attempt = 1
                + (int) requests.stream()
                        .filter(earlier -> earlier.id().equals(id))
                        .count();
        Request request = new Request(
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body,
                event,
                attempt,
                Manner.ACCEPT);
        Manner manner = manners.getOrDefault(event.caseId(), _ -> Manner.ACCEPT).apply(request);
        Request answered = new Request(request.uri(), request.headers(), body, event, attempt, manner);
        requests.add(answered);
        return answered;
    }

    private static CaseEvent event(String body) {
        String data = body.substring(body.indexOf(DATA) + DATA.length(), body.length() - 1);
        try {
            return CaseEvent.read(data.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedMessageException e) {
            throw new AssertionError("what came is not a case event: " + e.reason(), e);
        }
    }

    private void await() {
        try {
            closing.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
