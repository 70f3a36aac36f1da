package io.keepwatch.bench.peers.siddhi;

import io.keepwatch.bench.peers.Contestant;
import io.keepwatch.bench.peers.Cost;
import io.keepwatch.bench.peers.FoundAlerts;
import io.keepwatch.bench.peers.Load;
import io.keepwatch.bench.peers.Person;
import io.keepwatch.bench.peers.SiemRule;
import io.keepwatch.contracts.ActivityType;
import io.siddhi.core.SiddhiAppRuntime;
import io.siddhi.core.SiddhiManager;
import io.siddhi.core.event.Event;
import io.siddhi.core.stream.input.InputHandler;
import io.siddhi.core.stream.output.StreamCallback;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Siddhi, synchronous: the thread that sends an event judges it. */
public final class SiddhiJudging implements Contestant {
    private static final String APPLICATION = "nine-rules.siddhi";
    private static final Map<ActivityType, String> STREAMS = Map.of(
            ActivityType.FILE_ACCESS, "FileAccess",
            ActivityType.FILE_DOWNLOAD, "FileDownload",
            ActivityType.USB_WRITE, "UsbWrite",
            ActivityType.EMAIL_SENT, "EmailSent",
            ActivityType.CLOUD_UPLOAD, "CloudUpload",
            ActivityType.AUTH_LOGIN, "AuthLogin",
            ActivityType.AGENT_STATE, "AgentState",
            ActivityType.PRINT_JOB, "PrintJob");

    private final String application;
    private final Map<String, Person> people;
    private final SiddhiRows.Row[] rows;

    public SiddhiJudging(Load load) throws IOException {
        this.people = load.bySubject();
        this.rows = SiddhiRows.of(load);
        try (InputStream in = Objects.requireNonNull(SiddhiJudging.class.getResourceAsStream(APPLICATION))) {
            application = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public Pass pass() throws InterruptedException {
        FoundAlerts found = new FoundAlerts();
        SiddhiManager manager = new SiddhiManager();
        manager.setExtension("keepwatch:outside", OutsideFunction.class);
        SiddhiAppRuntime runtime = manager.createSiddhiAppRuntime(application);
        runtime.addCallback("Matched", new Matches(found));
        Map<ActivityType, InputHandler> inputs = new EnumMap<>(ActivityType.class);
        STREAMS.forEach((type, stream) -> inputs.put(type, runtime.getInputHandler(stream)));
        runtime.start();
        try {
            Cost before = Cost.now();
            for (SiddhiRows.Row row : rows) {
                Objects.requireNonNull(inputs.get(row.type())).send(row.at(), row.values());
            }
            return new Pass(found, Cost.now().since(before));
        } finally {
            runtime.shutdown();
            manager.shutdown();
        }
    }

    private final class Matches extends StreamCallback {
        private final FoundAlerts found;

        Matches(FoundAlerts found) {
            this.found = found;
        }

        @Override
        public void receive(Event[] events) {
            for (Event event : events) {
                SiemRule rule = SiemRule.ofId((String) event.getData(0));
                Person person = Objects.requireNonNull(people.get((String) event.getData(1)));
                found.matched(rule, person, (Long) event.getData(2) / 1_000, fields(rule, event));
            }
        }

        private static String fields(SiemRule rule, Event event) {
            return switch (rule) {
                case SECURITY_AGENT_STOPPED -> "/host=" + event.getData(3) + "/agent=" + event.getData(4);
                case USB_MASS_STORAGE -> "/device=" + event.getData(4);
                default -> "";
            };
        }
    }
}
