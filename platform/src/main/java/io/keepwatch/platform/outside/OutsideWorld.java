package io.keepwatch.platform.outside;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outside world's process: doors under {@code /webhook}, {@code /hr}, {@code /pager} and {@code /chat}, a mail server,
 * {@code GET /received} and {@code POST /faults}. Only this machine reaches it, and it asks nobody for a token.
 */
public final class OutsideWorld {
    private static final int MAXIMUM_BODY = 10 << 20;
    private static final int LOWEST_STATUS = 200;
    private static final int HIGHEST_STATUS = 599;
    private static final Duration LONGEST_FAULT = Duration.ofDays(1);

    private final ObjectMapper json = new ObjectMapper();
    private final Clock clock;
    private final Journal journal;
    private final Faults faults;
    private final HttpServer http;
    private final SmtpSink smtp;
    private final Pager pager = new Pager();
    private final @Nullable HrEnvelope envelope;

    /** @param callbackKey the file with the key that opens HR callbacks, or null: then they stay closed */
    OutsideWorld(int port, int smtpPort, Path file, @Nullable Path callbackKey, Clock clock) throws IOException {
        this.clock = clock;
        this.envelope = callbackKey == null ? null : HrEnvelope.with(callbackKey);
        this.journal = new Journal(file);
        this.faults = new Faults(clock);
        this.smtp = new SmtpSink(smtpPort, journal, faults, clock);
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", guarded(this::route));
    }

    /**
     * {@code port smtpPort file callbackKey}: where to listen, where to keep what arrives, and the key of the HR system
     * for its callbacks.
     */
    public static void main(String[] arguments) throws IOException {
        new OutsideWorld(
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Path.of(arguments[2]),
                        Path.of(arguments[3]),
                        Clock.systemUTC())
                .start();
        System.out.println(
                "The outside world listens on port " + arguments[0] + ", its mail server on " + arguments[1]);
    }

    void start() {
        smtp.start();
        http.start();
    }

    void stop() throws IOException {
        http.stop(0);
        smtp.stop();
        journal.close();
    }

    int port() {
        return http.getAddress().getPort();
    }

    int smtpPort() {
        return smtp.port();
    }

    private void route(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        String first = path.split("/", 3)[1];
        boolean get = exchange.getRequestMethod().equals("GET");
        boolean post = exchange.getRequestMethod().equals("POST");
        Optional<Kind> door = Kind.of(first).filter(kind -> kind != Kind.MAIL);
        if (get && path.equals("/health")) {
            answer(exchange, 200, "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8));
        } else if (get && path.equals("/received")) {
            received(exchange);
        } else if (post && path.equals("/faults")) {
            fault(exchange);
        } else if (door.isPresent() && !get) {
            door(exchange, door.get());
        } else {
            problem(exchange, 404, "There is no such door");
        }
    }

    private void door(HttpExchange exchange, Kind kind) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readNBytes(MAXIMUM_BODY + 1);
        if (body.length > MAXIMUM_BODY) {
            problem(exchange, 413, "More than 10 MiB");
            return;
        }
        Optional<Faults.Fault> fault = faults.now(kind);
        if (fault.isPresent()) {
            Thread.sleep(fault.get().delay());
            if (fault.get().refuses()) {
                problem(exchange, fault.get().answer(), "On demand");
                return;
            }
        }
        boolean events = exchange.getRequestURI().getPath().equals(Pager.PATH);
        Pager.Judged judged = pager.judge(body);
        if (events && judged.status() == Pager.REFUSED) {
            answer(exchange, judged.status(), judged.answer());
            return;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String text = new String(body, StandardCharsets.UTF_8);
        String opened = envelope == null || kind != Kind.HR
                ? null
                : envelope.opened(text).orElse(null);
        journal.add(new Received(
                clock.instant(), kind.label(), exchange.getRequestURI().toString(), headers, text, opened));
        if (events && fault.isEmpty()) {
            answer(exchange, judged.status(), judged.answer());
        } else {
            answer(exchange, fault.map(Faults.Fault::answer).orElse(200), "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void received(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        String kind = query.getOrDefault("kind", "");
        if (!kind.isEmpty() && Kind.of(kind).isEmpty()) {
            problem(exchange, 400, "kind is one of mail, webhook, hr, pager, chat");
            return;
        }
        try {
            String since = query.getOrDefault("since", "");
            answer(
                    exchange,
                    200,
                    journal.answer(Kind.of(kind).orElse(null), since.isEmpty() ? Instant.MIN : Instant.parse(since)));
        } catch (DateTimeException e) {
            problem(exchange, 400, "since is not an instant such as 2026-02-15T09:00:00Z");
        }
    }

    private void fault(HttpExchange exchange) throws IOException {
        try {
            JsonNode wish = json.readTree(exchange.getRequestBody().readNBytes(MAXIMUM_BODY));
            Optional<Kind> kind = Kind.of(wish.path("kind").asText());
            int answer = wish.path("answer").asInt(0);
            Duration delay = Duration.parse(wish.path("delay").asText("PT0S"));
            Duration duration = Duration.parse(wish.path("for").asText(""));
            if (kind.isEmpty()
                    || answer < LOWEST_STATUS
                    || answer > HIGHEST_STATUS
                    || delay.isNegative()
                    || duration.isNegative()
                    || duration.compareTo(LONGEST_FAULT) > 0) {
                problem(
                        exchange,
                        400,
                        "kind is one of mail, webhook, hr, pager, chat; answer from 200 to 599; for at most a day");
                return;
            }
            faults.set(kind.get(), answer, delay, duration);
            answer(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException | DateTimeException e) {
            problem(exchange, 400, "Expected {\"kind\":\"pager\",\"answer\":503,\"for\":\"PT2M\"}");
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        return raw == null
                ? Map.of()
                : Arrays.stream(raw.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                                (first, second) -> second));
    }

    private void problem(HttpExchange exchange, int status, String title) throws IOException {
        ObjectNode problem = json.createObjectNode().put("title", title).put("status", status);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        send(exchange, status, problem.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, body);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean empty = status == 204 || status == 304;
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }

    /** What goes wrong in here is told; it never leaves a sender without an answer. */
    private HttpHandler guarded(Route route) {
        return exchange -> {
            try (exchange) {
                route.handle(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                System.err.println("http: " + e);
                problem(exchange, 500, "The outside world is broken");
            }
        };
    }

    private interface Route {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }
}
