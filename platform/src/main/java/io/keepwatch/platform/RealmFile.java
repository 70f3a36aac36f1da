package io.keepwatch.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The realm of the local platform: the shipped realm, then what exists only here (demo people, a client that hands out
 * their tokens, a writer for any source), with the secrets in the place of their names.
 */
final class RealmFile {
    static final String SHIPPED = "/realm/keepwatch-realm.json";
    static final String OVERLAY = "/realm/local-overlay.json";

    private static final Pattern SECRET = Pattern.compile("\\$\\{KEEPWATCH_([A-Z_]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private RealmFile() {}

    /** The shipped realm or the overlay as it stands in the file. */
    static ObjectNode read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(RealmFile.class.getResourceAsStream(resource), resource)) {
            return (ObjectNode) JSON.readTree(in);
        }
    }

    /**
     * The realm to import.
     *
     * @param secrets from the name of a secret, for example {@code ingestion-client} or {@code demo-password}
     */
    static byte[] local(UnaryOperator<String> secrets) throws IOException {
        ObjectNode realm = read(SHIPPED);
        // The overlay only adds: lists are joined, nothing that is shipped is replaced.
        for (var added : read(OVERLAY).properties()) {
            ArrayNode list = (ArrayNode) realm.withArray(added.getKey());
            list.addAll((ArrayNode) added.getValue());
        }
        return JSON.writeValueAsBytes(filled(realm, secrets));
    }

    private static JsonNode filled(JsonNode node, UnaryOperator<String> secrets) {
        return switch (node) {
            case ObjectNode object -> {
                object.properties().forEach(field -> field.setValue(filled(field.getValue(), secrets)));
                yield object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, filled(array.get(i), secrets));
                }
                yield array;
            }
            case TextNode text ->
                TextNode.valueOf(SECRET.matcher(text.textValue())
                        .replaceAll(name -> Matcher.quoteReplacement(secrets.apply(secretName(name.group(1))))));
            default -> node;
        };
    }

    /** {@code CASE_MANAGEMENT_CLIENT_SECRET} is the secret {@code case-management-client}. */
    private static String secretName(String variable) {
        String name = variable.toLowerCase(Locale.ROOT).replace('_', '-');
        return name.endsWith("-client-secret") ? name.substring(0, name.length() - "-secret".length()) : name;
    }
}
