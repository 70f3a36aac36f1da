package io.keepwatch.bench.peers.engine;

import static io.keepwatch.bench.peers.byhand.HandWrittenRules.isClassified;

import io.keepwatch.bench.peers.Person;
import io.keepwatch.bench.peers.SiemRule;
import io.keepwatch.bench.peers.byhand.ActivityRules;
import io.keepwatch.bench.peers.byhand.HandWrittenRules;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.AgentState;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.PrintJob;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.rules.badge.Areas;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.TypePlan;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.habit.Holidays;
import io.keepwatch.rules.judgement.Context;
import io.keepwatch.rules.judgement.Judge;
import io.keepwatch.rules.judgement.Verdict;
import io.keepwatch.rules.judgement.WindowValues;
import io.keepwatch.rules.score.WholePerson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nine rules as the catalogue declares them, but with their conditions written by hand: the same engine, memory and
 * codec around another judge.
 */
record HandJudged(RuleBook book) implements RuleBook {

    @Override
    public String digest() {
        return book.digest();
    }

    @Override
    public @Nullable String commit() {
        return book.commit();
    }

    @Override
    public List<Rule> rules() {
        return book.rules();
    }

    @Override
    public List<WindowDeclaration> windows() {
        return book.windows();
    }

    @Override
    public WholePerson model() {
        return book.model();
    }

    @Override
    public Areas areas() {
        return book.areas();
    }

    @Override
    public Holidays holidays() {
        return book.holidays();
    }

    @Override
    public TypePlan plan(ActivityType type) {
        return book.plan(type);
    }

    @Override
    public RuleBook without(Set<String> ids) {
        return new HandJudged(book.without(ids));
    }

    @Override
    public Judge newJudge() {
        return new Conditions(book);
    }

    private static final class Conditions implements Judge {
        private final Map<SiemRule, Rule> rules = new EnumMap<>(SiemRule.class);
        private final Map<ActivityType, WindowDeclaration> windows = new EnumMap<>(ActivityType.class);

        Conditions(RuleBook book) {
            book.rules().forEach(rule -> rules.put(SiemRule.ofId(rule.id()), rule));
            book.windows().forEach(window -> window.of().forEach(type -> windows.put(type, window)));
        }

        @Override
        public Verdict judge(Activity activity, WindowValues values, Context context) {
            return switch (activity) {
                case FileAccess access -> use(null, access, isClassified(access.classification()), context);
                case FileDownload download ->
                    use(
                            values.value(window(ActivityType.FILE_DOWNLOAD)) > HandWrittenRules.MOST_DOWNLOADED
                                    ? SiemRule.BULK_DOWNLOAD
                                    : null,
                            download,
                            isClassified(download.classification()),
                            context);
                case UsbWrite write ->
                    use(
                            values.value(window(ActivityType.USB_WRITE)) > HandWrittenRules.MOST_WRITTEN
                                    ? SiemRule.USB_MASS_STORAGE
                                    : null,
                            write,
                            false,
                            context);
                case CloudUpload upload ->
                    use(isSpike(values) ? SiemRule.CLOUD_UPLOAD_SPIKE : null, upload, false, context);
                case EmailSent mail ->
                    only(
                            SiemRule.MAIL_TO_OUTSIDE,
                            ActivityRules.largestAttachment(mail) > HandWrittenRules.LARGEST_ATTACHMENT
                                    && HandWrittenRules.anyOutside(mail.to()));
                case AuthLogin login ->
                    only(
                            SiemRule.FAILED_ADMIN_LOGINS,
                            "failure".equals(login.outcome())
                                    && (login.privileged() == null ? context.privileged() : login.privileged())
                                    && values.value(window(ActivityType.AUTH_LOGIN)) > HandWrittenRules.MOST_FAILED);
                case AgentState agent ->
                    only(
                            SiemRule.SECURITY_AGENT_STOPPED,
                            ("stopped".equals(agent.state()) || "uninstalled".equals(agent.state()))
                                    && values.value(window(ActivityType.AGENT_STATE)) == 0);
                case PrintJob print ->
                    only(SiemRule.CLASSIFIED_PRINT, isClassified(print.classification()) && print.pages() >= 1);
                default -> Verdict.NOTHING;
            };
        }

        private boolean isSpike(WindowValues values) {
            WindowDeclaration uploaded = window(ActivityType.CLOUD_UPLOAD);
            long today = values.value(uploaded);
            return today > HandWrittenRules.LEAST_UPLOADED
                    && today > HandWrittenRules.TIMES_THE_MEAN * values.dailyMean(uploaded);
        }

        private WindowDeclaration window(ActivityType type) {
            return Objects.requireNonNull(windows.get(type));
        }

        private Verdict only(SiemRule rule, boolean matches) {
            return matches ? new Verdict(List.of(Objects.requireNonNull(rules.get(rule))), List.of()) : Verdict.NOTHING;
        }

        private Verdict use(@Nullable SiemRule rule, Activity activity, boolean classified, Context context) {
            boolean night = classified
                    && HandWrittenRules.isNight(
                            context.zone(), activity.header().time().getEpochSecond());
            boolean leaving =
                    context.sinceNotice() != null && context.sinceNotice().compareTo(Person.LISTED) < 0;
            if (rule == null && !night && !leaving) {
                return Verdict.NOTHING;
            }
            List<Rule> matched = new ArrayList<>();
            if (rule != null) {
                matched.add(Objects.requireNonNull(rules.get(rule)));
            }
            if (night) {
                matched.add(Objects.requireNonNull(rules.get(SiemRule.OFF_HOURS_CLASSIFIED)));
            }
            if (leaving) {
                matched.add(Objects.requireNonNull(rules.get(SiemRule.LEAVER_DATA_ACCESS)));
            }
            return new Verdict(matched, List.of());
        }
    }
}
