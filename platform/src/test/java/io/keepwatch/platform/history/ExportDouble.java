package io.keepwatch.platform.history;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An export door that can do wrong what the real one does only when it is in trouble. */
final class ExportDouble implements AutoCloseable {
    private static final int OK = 200;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Deed> deeds = new ArrayList<>();
    private final List<Stretch> asked = new ArrayList<>();
    private long most = Long.MAX_VALUE;
    private long longest = Long.MAX_VALUE;
    private long missing;
    private int refusals;
    private int refusal = 503;

    private record Deed(String subject, Instant time, String line) {}

    ExportDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/hunt/export", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    synchronized void did(String subject, Instant time) {
        String line = "{\"id\":\"%d\",\"source\":\"s\",\"time\":\"%s\",\"type\":\"web.visit\",\"subject\":\"%s\"}"
                .formatted(deeds.size(), time, subject.replace("\"", "\\\""));
        deeds.add(new Deed(subject, time, line));
    }

    /** Gives at most so many, and says that there are more. */
    synchronized void limit(long activities) {
        most = activities;
    }

    /** Breaks off in the middle of answers with more than so many. */
    synchronized void breakOffAfter(long activities) {
        longest = activities;
    }

    /** Leaves out so many of what it says it gives. */
    synchronized void lose(long activities) {
        missing = activities;
    }

    /** Answers so often with that status. */
    synchronized void refuse(int times, int status) {
        refusals = times;
        refusal = status;
    }

    synchronized List<Stretch> asked() {
        return List.copyOf(asked);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = new TreeMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            query.put(
                    pair.substring(0, pair.indexOf('=')),
                    URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
        }
        Stretch stretch =
                new Stretch(Instant.parse(query.getOrDefault("from", "")), Instant.parse(query.getOrDefault("to", "")));
        asked.add(stretch);
        if (refusals > 0) {
            refusals--;
            byte[] problem = "{\"title\":\"Not now\",\"detail\":\"for a reason\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(refusal, problem.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(problem);
            }
            return;
        }
        List<String> lines = deeds.stream()
                .filter(deed ->
                        !deed.time().isBefore(stretch.from()) && deed.time().isBefore(stretch.to()))
                .sorted(Comparator.comparing(Deed::subject).thenComparing(Deed::time))
                .map(Deed::line)
                .toList();
        exchange.getResponseHeaders().set("Keepwatch-Found", Integer.toString(lines.size()));
        exchange.getResponseHeaders().set("Keepwatch-Written", Long.toString(Math.min(most, lines.size())));
        exchange.sendResponseHeaders(OK, 0);
        OutputStream out = exchange.getResponseBody();
        long left = Math.min(most, lines.size()) - missing;
        for (String line : lines) {
            if (left-- <= 0) {
                break;
            }
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (lines.size() > longest) {
            out.flush();
            // Without the last chunk, so that the connection ends in the middle.
            throw new IOException("broken off");
        }
        out.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
