package io.keepwatch.ingestion.auditd;

import io.keepwatch.ingestion.format.InputFormat;
import io.keepwatch.ingestion.format.LineDecoder;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code ?format=auditd}: raw records of the Linux audit system. */
@ApplicationScoped
public class AuditdFormat implements InputFormat {
    @Override
    public String name() {
        return "auditd";
    }

    @Override
    public LineDecoder newDecoder() {
        return new AuditdDecoder();
    }
}
