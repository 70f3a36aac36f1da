package io.keepwatch.evaluator.http;

import io.keepwatch.evaluator.judging.EditableRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** As {@link RealBroker}, with a rules directory that a test edits while the service runs. */
public class RealBrokerWithRules extends RealBroker {
    @Override
    public Map<String, String> start() {
        try {
            EditableRules rules = new EditableRules(Files.createTempDirectory("evaluator-rules"));
            // Its own cases pin its threshold; these leave a test room to move it.
            rules.write("catalogue/siem/usb-mass-storage/cases.yaml", """
                    people:
                      kara: {timeZone: Europe/Berlin}
                    cases:
                      - name: much
                        kind: firing
                        activities:
                          - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: 180000000, device: a}
                        alerts:
                          - {subject: kara, count: 1}
                      - name: little
                        kind: just-below
                        activities:
                          - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: 80000000, device: a}
                      - name: nothing
                        kind: benign
                        activities:
                          - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: 0, device: a}
                    """);
            Map<String, String> settings = new HashMap<>(super.start());
            settings.put("keepwatch.rules.dir", rules.directory().toString());
            settings.put("keepwatch.rules.poll", "200ms");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
