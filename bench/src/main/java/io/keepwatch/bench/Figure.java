package io.keepwatch.bench;

import io.keepwatch.contracts.ContractJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure, printed as one JSON line.
 *
 * @param figure what was measured, with its unit
 * @param value the figure
 * @param peer the same measured of the peer in the same run, if there is one
 */
record Figure(String figure, double value, @Nullable Double peer) {

    static Figure of(String figure, double value) {
        return new Figure(figure, value, null);
    }

    String json() {
        return new String(
                ContractJson.bytes(json -> {
                    json.writeStartObject();
                    json.writeStringField("figure", figure);
                    json.writeNumberField("value", rounded(value));
                    if (peer != null) {
                        json.writeNumberField("peer", rounded(peer));
                        json.writeNumberField("ratio", rounded(value / peer));
                    }
                    json.writeEndObject();
                }),
                StandardCharsets.UTF_8);
    }

    private static double rounded(double number) {
        return Math.abs(number) >= 100 ? Math.rint(number) : Math.rint(number * 1000) / 1000;
    }
}
