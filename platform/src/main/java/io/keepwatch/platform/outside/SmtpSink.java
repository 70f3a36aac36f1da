package io.keepwatch.platform.outside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mail server that keeps what it is given (RFC 5321, without TLS and without logging in). */
final class SmtpSink {
    private static final int IDLE_MILLIS = 60_000;
    private static final int MAXIMUM_LINES = 200_000;
    private static final int OK = 250;
    private static final int TRY_LATER = 451;
    private static final int REFUSED = 554;
    private static final int LOWEST_PERMANENT = 500;

    private final ServerSocket socket;
    private final Journal journal;
    private final Faults faults;
    private final Clock clock;

    SmtpSink(int port, Journal journal, Faults faults, Clock clock) throws IOException {
        this.socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.journal = journal;
        this.faults = faults;
        this.clock = clock;
    }

    int port() {
        return socket.getLocalPort();
    }

    void start() {
        Thread.ofPlatform().name("smtp").start(this::accept);
    }

    void stop() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    System.err.println("smtp: " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(IDLE_MILLIS);
            new Session(client).run();
        } catch (IOException e) {
            // The sender went away or fell silent; nothing was promised.
            System.err.println("smtp: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Session {
        private final BufferedReader in;
        private final OutputStream out;
        private final List<String> recipients = new ArrayList<>();

        Session(Socket client) throws IOException {
            in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            out = client.getOutputStream();
        }

        void run() throws IOException, InterruptedException {
            say("220 outside-world ready");
            for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> say("250-outside-world\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 10485760");
                    case "HELO", "NOOP" -> say("250 ok");
                    case "MAIL" -> {
                        recipients.clear();
                        say("250 ok");
                    }
                    case "RSET" -> {
                        recipients.clear();
                        say("250 ok");
                    }
                    case "RCPT" -> {
                        recipients.add(
                                line.substring(line.indexOf(':') + 1).strip().replaceAll("^<|>.*$", ""));
                        say("250 ok");
                    }
                    case "DATA" -> data();
                    case "QUIT" -> {
                        say("221 bye");
                        return;
                    }
                    default -> say("502 not here");
                }
            }
        }

        private void data() throws IOException, InterruptedException {
            if (recipients.isEmpty()) {
                say("503 nobody to send it to");
                return;
            }
            say("354 go on, end with a dot");
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
                if (line == null || lines.size() == MAXIMUM_LINES) {
                    throw new IOException("a mail without an end");
                }
                lines.add(line.startsWith(".") ? line.substring(1) : line);
            }
            Optional<Faults.Fault> fault = faults.now(Kind.MAIL);
            if (fault.isPresent()) {
                Thread.sleep(fault.get().delay());
            }
            if (fault.isPresent() && fault.get().refuses()) {
                int answer = fault.get().answer();
                // An HTTP status is understood as well: 4xx stay temporary, 5xx of the web mean "try later" in mail.
                say((isSmtp(answer) ? answer : answer >= LOWEST_PERMANENT ? TRY_LATER : REFUSED) + " on demand");
            } else {
                MailText mail = MailText.of(lines);
                journal.add(new Received(
                        clock.instant(),
                        Kind.MAIL.label(),
                        String.join(",", recipients),
                        mail.headers(),
                        mail.body(),
                        null));
                say(OK + " kept");
            }
            recipients.clear();
        }

        private static boolean isSmtp(int answer) {
            return switch (answer) {
                case 421, 450, TRY_LATER, 452, 455, 535, 550, 551, 552, 553, REFUSED -> true;
                default -> false;
            };
        }

        private void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }
}
