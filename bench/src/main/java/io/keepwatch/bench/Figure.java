package io.keepwatch.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keepwatch.contracts.ContractJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure, printed as one JSON line.
 *
 * @param figure what was measured, with its unit
 * @param value the figure
 * @param peer the same measured of the peer in the same run, if there is one
 */
public record Figure(String figure, double value, @Nullable Double peer) {

    /** A figure without a peer. */
    public static Figure of(String figure, double value) {
        return new Figure(figure, value, null);
    }

    /** The line, without its end. */
    public String json() {
        return new String(
                ContractJson.bytes(json -> {
                    json.writeStartObject();
                    json.writeStringField("figure", figure);
                    write(json, "value", value);
                    if (peer != null) {
                        write(json, "peer", peer);
                        write(json, "ratio", value / peer);
                    }
                    json.writeEndObject();
                }),
                StandardCharsets.UTF_8);
    }

    /** Whole where the figure is large, otherwise in thousandths. */
    private static void write(JsonGenerator json, String field, double number) throws IOException {
        if (Math.abs(number) >= 100) {
            json.writeNumberField(field, Math.round(number));
        } else {
            json.writeNumberField(field, Math.rint(number * 1000) / 1000);
        }
    }
}
