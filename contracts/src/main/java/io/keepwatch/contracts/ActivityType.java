package io.keepwatch.contracts;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of activity of the public contract, each with the attributes it has, in the order they are written. */
public enum ActivityType {
    FILE_ACCESS(
            "file.access",
            FileAccess.class,
            FileAccess::of,
            Attribute.PATH,
            Attribute.BYTES,
            Attribute.CLASSIFICATION,
            Attribute.STORE,
            Attribute.FILE_ACTION,
            Attribute.OWNER,
            Attribute.OWNER_LEFT),
    FILE_DOWNLOAD(
            "file.download",
            FileDownload.class,
            FileDownload::of,
            Attribute.PATH,
            Attribute.BYTES,
            Attribute.CLASSIFICATION,
            Attribute.STORE,
            Attribute.FILE_ACTION,
            Attribute.OWNER,
            Attribute.OWNER_LEFT),
    USB_WRITE("usb.write", UsbWrite.class, UsbWrite::of, Attribute.BYTES, Attribute.DEVICE, Attribute.PATH),
    EMAIL_SENT(
            "email.sent",
            EmailSent.class,
            EmailSent::of,
            Attribute.FROM,
            Attribute.TO,
            Attribute.ATTACHMENTS,
            Attribute.SUBJECT_LINE),
    CLOUD_UPLOAD(
            "cloud.upload",
            CloudUpload.class,
            CloudUpload::of,
            Attribute.BYTES,
            Attribute.DOMAIN,
            Attribute.SANCTIONED),
    AUTH_LOGIN(
            "auth.login",
            AuthLogin.class,
            AuthLogin::of,
            Attribute.LOGIN_OUTCOME,
            Attribute.PRIVILEGED,
            Attribute.APPLICATION,
            Attribute.IP,
            Attribute.COUNTRY,
            Attribute.CHANNEL),
    AGENT_STATE("agent.state", AgentState.class, AgentState::of, Attribute.AGENT, Attribute.AGENT_STATE),
    PRINT_JOB(
            "print.job",
            PrintJob.class,
            PrintJob::of,
            Attribute.PRINTER,
            Attribute.PAGES,
            Attribute.DOCUMENT,
            Attribute.CLASSIFICATION),
    BADGE_SWIPE(
            "badge.swipe",
            BadgeSwipe.class,
            BadgeSwipe::of,
            Attribute.BADGE_OUTCOME,
            Attribute.BADGE_REASON,
            Attribute.DOOR,
            Attribute.BUILDING,
            Attribute.DIRECTION,
            Attribute.ATTEMPTS),
    PROCESS_START(
            "process.start",
            ProcessStart.class,
            ProcessStart::of,
            Attribute.EXECUTABLE,
            Attribute.ARGUMENTS,
            Attribute.SCHEDULER,
            Attribute.SESSION,
            Attribute.PARENT),
    SESSION_OPEN(
            "session.open",
            SessionOpen.class,
            SessionOpen::of,
            Attribute.SESSION,
            Attribute.SESSION_KIND,
            Attribute.SINCE),
    NETWORK_CONNECT(
            "network.connect",
            NetworkConnect.class,
            NetworkConnect::of,
            Attribute.DIRECTION,
            Attribute.REMOTE_IP,
            Attribute.REMOTE_PORT,
            Attribute.EXECUTABLE,
            Attribute.BYTES,
            Attribute.SESSION),
    WEB_VISIT("web.visit", WebVisit.class, WebVisit::of, Attribute.URL, Attribute.CATEGORY),
    PRIVILEGE_REQUEST(
            "privilege.request", PrivilegeRequest.class, PrivilegeRequest::of, Attribute.ROLE, Attribute.TICKET),
    DETECTION(
            "detection",
            Detection.class,
            Detection::of,
            Attribute.VENDOR,
            Attribute.RULE,
            Attribute.SEVERITY,
            Attribute.DETAIL),
    PERSON_RECORD(
            "record",
            PersonRecord.class,
            PersonRecord::of,
            Attribute.RECORD_KIND,
            Attribute.AREA,
            Attribute.WEIGHT,
            Attribute.DETAIL);

    @FunctionalInterface
    interface Builder {
        Activity build(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException;
    }

    private static final Map<String, ActivityType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(toUnmodifiableMap(ActivityType::wireName, identity()));

    private final String wireName;
    private final Class<? extends Activity> recordClass;
    private final Builder builder;
    private final List<Attribute> attributes;

    ActivityType(String wireName, Class<? extends Activity> recordClass, Builder builder, Attribute... attributes) {
        this.wireName = wireName;
        this.recordClass = recordClass;
        this.builder = builder;
        this.attributes = List.of(attributes);
    }

    /** The type with this {@link #wireName()}, or null if there is none. */
    public static @Nullable ActivityType ofWireName(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }

    /** The name in JSON, for example {@code file.download}. */
    public String wireName() {
        return wireName;
    }

    /** The record that holds an activity of this type. */
    public Class<? extends Activity> recordClass() {
        return recordClass;
    }

    public List<Attribute> attributes() {
        return attributes;
    }

    Activity build(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return builder.build(header, draft);
    }
}
