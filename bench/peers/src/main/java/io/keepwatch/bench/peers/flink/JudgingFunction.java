package io.keepwatch.bench.peers.flink;

import io.keepwatch.bench.peers.Cost;
import io.keepwatch.bench.peers.Person;
import io.keepwatch.bench.peers.byhand.HandWrittenRules;
import io.keepwatch.bench.peers.byhand.PersonWindows;
import io.keepwatch.contracts.ActivityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The hand-written rules with the windows in keyed state, on Flink's heap. */
final class JudgingFunction extends KeyedProcessFunction<String, FlinkActivity, FlinkMatch> {
    private static final long serialVersionUID = 1;
    private static final ActivityType[] TYPES = ActivityType.values();

    private transient @Nullable ValueState<PersonWindows> windows;
    private transient @Nullable HandWrittenRules rules;
    private transient @Nullable Collector<FlinkMatch> out;
    private transient @Nullable Cost before;

    @Override
    public void open(OpenContext context) {
        windows = getRuntimeContext().getState(new ValueStateDescriptor<>("windows", PersonWindows.class));
        rules = new HandWrittenRules(
                (rule, person, second, fields) -> Objects.requireNonNull(out)
                        .collect(new FlinkMatch(rule.id(), person.subject(), second, fields)),
                this::windows);
    }

    private PersonWindows windows(Person person) {
        ValueState<PersonWindows> state = Objects.requireNonNull(windows);
        try {
            PersonWindows kept = state.value();
            if (kept == null) {
                kept = new PersonWindows(person);
                state.update(kept);
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void processElement(FlinkActivity activity, Context context, Collector<FlinkMatch> matches) {
        if (before == null) {
            before = Cost.now();
        }
        out = matches;
        HandWrittenRules judging = Objects.requireNonNull(rules);
        Person person = FlinkJudging.person(activity.person);
        switch (TYPES[activity.type]) {
            case FILE_ACCESS -> judging.access(person, activity.second, activity.flag);
            case FILE_DOWNLOAD -> judging.download(person, activity.second, activity.amount, activity.flag);
            case AUTH_LOGIN -> judging.login(person, activity.second, activity.flag, activity.privileged());
            case EMAIL_SENT -> judging.mail(person, activity.second, activity.amount, List.of(to(activity)));
            case CLOUD_UPLOAD -> judging.upload(person, activity.second, activity.amount);
            case PRINT_JOB -> judging.print(person, activity.second, activity.amount, activity.flag);
            case USB_WRITE -> judging.write(person, activity.second, text(activity.part), activity.amount);
            case AGENT_STATE ->
                judging.agent(person, activity.second, text(activity.host), text(activity.part), text(activity.state));
            default -> throw new IllegalArgumentException("a type that no rule looks at");
        }
    }

    private static String[] to(FlinkActivity activity) {
        return Objects.requireNonNull(activity.to);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public void close() {
        if (before != null) {
            FlinkJudging.judged(Cost.now().since(before));
        }
    }
}
