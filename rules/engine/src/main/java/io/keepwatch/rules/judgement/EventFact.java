package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.Identity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a rule sees of an activity. For each rule and type of activity a subclass is generated ({@link FactClasses}) that
 * adds the type's attributes and the rule's windows as properties; {@link FactSchema} says which properties a condition
 * may read. Every getter is safe to call whatever the activity lacks.
 */
public abstract class EventFact {
    private static final long KILO = 1_000;
    private static final String EXE = ".exe";

    private @Nullable EventView view;

    void look(EventView at) {
        view = at;
    }

    private EventView view() {
        if (view == null) {
            throw new IllegalStateException("a fact without a view");
        }
        return view;
    }

    /** For generated getters. */
    protected final Activity activity() {
        return view().activity();
    }

    /** For generated getters: the value of the window at this place in the rule set. */
    protected final long window(int index) {
        return view().window(index);
    }

    /** For generated getters: the mean of the daily window at this place in the rule set. */
    protected final double dailyMean(int index) {
        return view().dailyMean(index);
    }

    /** For generated getters: how many times as fast as usual the window at this place in the rule set is. */
    protected final double rate(int index) {
        return view().rate(index);
    }

    /** For generated getters: whether the window at this place in the rule set sees the activity's value first. */
    protected final boolean isFirst(int index) {
        return view().isFirst(index);
    }

    public final String getType() {
        return activity().type().wireName();
    }

    public final String getSource() {
        return activity().header().source();
    }

    public final Instant getTime() {
        return activity().header().time();
    }

    public final @Nullable String getUser() {
        return activity().header().user();
    }

    public final @Nullable String getHost() {
        return activity().header().host();
    }

    public final boolean isUnresolved() {
        return activity().header().unresolved();
    }

    /** The time of day on the person's own clock. */
    public final LocalTime getLocalTime() {
        return view().local().toLocalTime();
    }

    public final LocalDate getLocalDate() {
        return view().local().toLocalDate();
    }

    public final DayOfWeek getDayOfWeek() {
        return view().local().getDayOfWeek();
    }

    /** Time since the newest notice (resignation, termination); null where there is none. */
    public final @Nullable Duration getSinceNotice() {
        return view().context().sinceNotice();
    }

    /** Whether the person is under enhanced monitoring at that time. */
    public final boolean isMonitored() {
        return view().context().monitored();
    }

    /** Whether the person had left by then: a termination was in effect, or their identity was retired. */
    public final boolean isLeft() {
        return view().context().left();
    }

    /** Whether anybody told us who this is. */
    public final boolean isKnown() {
        return view().profile() != null;
    }

    /** By the event, where it is a login that says so; else by the person's profile. */
    public final boolean isPrivileged() {
        return activity() instanceof AuthLogin login && login.privileged() != null
                ? login.privileged()
                : view().context().privileged();
    }

    public final boolean isContractor() {
        Identity profile = view().profile();
        return profile != null && profile.contractor();
    }

    public final boolean isCrownJewels() {
        Identity profile = view().profile();
        return profile != null && profile.crownJewels();
    }

    public final @Nullable String getDepartment() {
        Identity profile = view().profile();
        return profile == null ? null : profile.department();
    }

    public final @Nullable String getJob() {
        Identity profile = view().profile();
        return profile == null ? null : profile.role();
    }

    public final @Nullable String getPeerGroup() {
        Identity profile = view().profile();
        return profile == null ? null : profile.peerGroup();
    }

    public final @Nullable String getSite() {
        Identity profile = view().profile();
        return profile == null ? null : profile.site();
    }

    public final long getClearance() {
        Identity profile = view().profile();
        return profile == null ? 0 : profile.clearance();
    }

    /** Whether the label is one of {@code lists/classified-labels.yaml}. */
    public final boolean isClassified() {
        return listed(Lists.CLASSIFIED_LABELS, (String) activity().get(Attribute.CLASSIFICATION));
    }

    /** Size of the largest attachment in bytes, 0 without one. */
    public final long getLargestAttachment() {
        long largest = 0;
        for (Attachment attachment : attachments()) {
            largest = Math.max(largest, attachment.bytes());
        }
        return largest;
    }

    /** Size of all attachments in bytes. */
    public final long getAttachedBytes() {
        long sum = 0;
        for (Attachment attachment : attachments()) {
            sum += attachment.bytes();
        }
        return sum;
    }

    public final long getAttachmentCount() {
        return attachments().size();
    }

    private List<Attachment> attachments() {
        return activity() instanceof EmailSent mail ? mail.attachments() : List.of();
    }

    /** Whether the text is on the list of {@code rules/lists}; false for null. */
    public final boolean listed(String list, @Nullable String text) {
        return view().lists().contains(list, text);
    }

    /** Whether the mail address lies outside the listed domains; false for null. */
    public final boolean outside(String list, @Nullable String address) {
        return view().lists().outside(list, address);
    }

    /** Whether any of the mail addresses lies outside the listed domains. */
    public final boolean outside(String list, List<String> addresses) {
        for (String address : addresses) {
            if (outside(list, address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an address, URL or domain, or one of several, lies in a listed domain or below it. */
    public final boolean inside(String list, @Nullable Object places) {
        return anyOf(places, place -> view().lists().inside(list, place));
    }

    /** Whether a text, or one of several, has a listed word where a word begins. */
    public final boolean mentions(String list, @Nullable Object texts) {
        return anyOf(texts, text -> view().lists().namedIn(list, text));
    }

    /** Whether an address lies in a listed network; false for what is no address. */
    public final boolean insideNetwork(String list, @Nullable String address) {
        return view().lists().insideNetwork(list, address);
    }

    /** Whether an address lies in none of the listed networks; false for what is no address. */
    public final boolean outsideNetwork(String list, @Nullable String address) {
        return view().lists().outsideNetwork(list, address);
    }

    /** Whether a text, or one of several, matches the expression as a whole. */
    public final boolean matching(String expression, @Nullable Object texts) {
        return anyOf(texts, text -> view().patterns().match(expression, text));
    }

    private static boolean anyOf(@Nullable Object value, Predicate<String> question) {
        return switch (value) {
            case String text -> question.test(text);
            case Collection<?> texts -> texts.stream().anyMatch(text -> text instanceof String t && question.test(t));
            case null, default -> false;
        };
    }

    /** The program's name without its folder, in lower case, as the person would type it; null without a program. */
    public final @Nullable String getCommand() {
        return activity().get(Attribute.EXECUTABLE) instanceof String executable ? command(executable) : null;
    }

    private static String command(String executable) {
        int from = Math.max(executable.lastIndexOf('/'), executable.lastIndexOf('\\')) + 1;
        String name = executable.substring(from).toLowerCase(Locale.ROOT);
        return name.endsWith(EXE) ? name.substring(0, name.length() - EXE.length()) : name;
    }

    /** How long the session was open then; null where nobody told since when. */
    public final @Nullable Duration getSessionAge() {
        return activity().get(Attribute.SINCE) instanceof Instant since ? Duration.between(since, getTime()) : null;
    }

    public final long getKB() {
        return KILO;
    }

    public final long getMB() {
        return KILO * KILO;
    }

    public final long getGB() {
        return KILO * KILO * KILO;
    }
}
