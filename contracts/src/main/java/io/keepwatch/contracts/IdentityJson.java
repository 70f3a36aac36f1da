package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one streaming reader and writer of {@link Identity}. */
public final class IdentityJson {
    private IdentityJson() {}

    /** Reads a message of ours, in which {@code validFrom} always stands. */
    public static Identity read(byte[] message) throws MalformedMessageException {
        return read(message, null).identity();
    }

    /**
     * Reads what an identity provider wrote.
     *
     * @param defaultValidFrom stands in where {@code validFrom} is absent; if null, its absence is an error
     */
    public static Request read(byte[] message, @Nullable Instant defaultValidFrom) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            Request request = read(json, defaultValidFrom);
            ContractJson.expectEnd(json);
            return request;
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    /**
     * One line of {@code PUT /v1/identities}.
     *
     * @param move true if accounts that belong to someone else shall move to this person
     */
    public record Request(Identity identity, boolean move) {}

    private static Request read(JsonParser json, @Nullable Instant defaultValidFrom)
            throws IOException, MalformedMessageException {
        ContractJson.expectObject(json);
        String subject = null;
        List<String> accounts = List.of();
        List<String> hosts = List.of();
        Identity.Device device = null;
        String department = null;
        String role = null;
        String peerGroup = null;
        String manager = null;
        boolean privileged = false;
        boolean contractor = false;
        boolean crownJewels = false;
        String timeZone = null;
        String workHours = null;
        String site = null;
        int clearance = 0;
        Instant validFrom = defaultValidFrom;
        boolean retired = false;
        boolean move = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "subject" -> subject = ContractJson.requiredText(json, name);
                case "accounts" -> accounts = ContractJson.texts(json, name);
                case "hosts" -> hosts = ContractJson.texts(json, name);
                case "device" -> device = device(json);
                case "department" -> department = ContractJson.text(json, name);
                case "role" -> role = ContractJson.text(json, name);
                case "peerGroup" -> peerGroup = ContractJson.text(json, name);
                case "manager" -> manager = ContractJson.text(json, name);
                case "privileged" -> privileged = Boolean.TRUE.equals(ContractJson.flag(json, name));
                case "contractor" -> contractor = Boolean.TRUE.equals(ContractJson.flag(json, name));
                case "crownJewels" -> crownJewels = Boolean.TRUE.equals(ContractJson.flag(json, name));
                case "timeZone" -> timeZone = zone(ContractJson.text(json, name));
                case "workHours" -> workHours = ContractJson.text(json, name);
                case "site" -> site = ContractJson.text(json, name);
                case "clearance" -> clearance = clearance(ContractJson.number(json, name));
                case "validFrom" -> {
                    Instant given = ContractJson.time(json, name);
                    validFrom = given == null ? defaultValidFrom : given;
                }
                case "retired" -> retired = Boolean.TRUE.equals(ContractJson.flag(json, name));
                case "move" -> move = Boolean.TRUE.equals(ContractJson.flag(json, name));
                default -> json.skipChildren();
            }
        }
        Identity identity = new Identity(
                subject(subject),
                accounts,
                hosts,
                device,
                department,
                role,
                peerGroup,
                manager,
                privileged,
                contractor,
                crownJewels,
                timeZone,
                workHours,
                site,
                clearance,
                ContractJson.required(validFrom, "validFrom"),
                retired);
        return new Request(identity, move);
    }

    public static byte[] write(Identity identity) {
        return ContractJson.bytes(json -> write(identity, json));
    }

    private static void write(Identity identity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("subject", identity.subject());
        ContractJson.write(json, "accounts", identity.accounts());
        ContractJson.write(json, "hosts", identity.hosts());
        if (identity.device() != null) {
            json.writeObjectFieldStart("device");
            json.writeStringField("owner", identity.device().owner());
            json.writeStringField("agreement", identity.device().agreement());
            json.writeEndObject();
        }
        ContractJson.write(json, "department", identity.department());
        ContractJson.write(json, "role", identity.role());
        ContractJson.write(json, "peerGroup", identity.peerGroup());
        ContractJson.write(json, "manager", identity.manager());
        json.writeBooleanField("privileged", identity.privileged());
        json.writeBooleanField("contractor", identity.contractor());
        json.writeBooleanField("crownJewels", identity.crownJewels());
        ContractJson.write(json, "timeZone", identity.timeZone());
        ContractJson.write(json, "workHours", identity.workHours());
        ContractJson.write(json, "site", identity.site());
        json.writeNumberField("clearance", identity.clearance());
        ContractJson.write(json, "validFrom", identity.validFrom());
        if (identity.retired()) {
            json.writeBooleanField("retired", true);
        }
        json.writeEndObject();
    }

    private static String subject(@Nullable String subject) throws MalformedMessageException {
        String present = ContractJson.required(subject, "subject");
        if (present.isBlank() || present.length() > ActivityDraft.LONGEST_KEY) {
            throw new MalformedMessageException(
                    "subject: expected 1 to " + ActivityDraft.LONGEST_KEY + " characters, not blank");
        }
        return present;
    }

    private static @Nullable String zone(@Nullable String name) throws MalformedMessageException {
        try {
            return name == null ? null : ZoneId.of(name).getId();
        } catch (DateTimeException e) {
            throw new MalformedMessageException("timeZone: expected an IANA name, as in Europe/Berlin");
        }
    }

    private static int clearance(@Nullable Long number) throws MalformedMessageException {
        if (number == null) {
            return 0;
        }
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new MalformedMessageException("clearance: expected a number from 0 upwards");
        }
        return number.intValue();
    }

    private static Identity.Device device(JsonParser json) throws IOException, MalformedMessageException {
        ContractJson.expectObject(json);
        String owner = null;
        String agreement = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "owner" -> owner = ContractJson.requiredText(json, "device.owner");
                case "agreement" -> {
                    String given = ContractJson.text(json, "device.agreement");
                    agreement = given == null ? "" : given;
                }
                default -> json.skipChildren();
            }
        }
        String present = ContractJson.required(owner, "device.owner");
        if (!present.equals("company") && !present.equals("byod")) {
            throw new MalformedMessageException("device.owner: expected one of company, byod");
        }
        return new Identity.Device(present, agreement);
    }
}
