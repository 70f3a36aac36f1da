package io.keepwatch.bench.peers.flink;

import io.keepwatch.bench.peers.Contestant;
import io.keepwatch.bench.peers.Cost;
import io.keepwatch.bench.peers.FoundAlerts;
import io.keepwatch.bench.peers.Load;
import io.keepwatch.bench.peers.Person;
import io.keepwatch.bench.peers.SiemRule;
import io.keepwatch.contracts.Activity;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Flink in this process, parallelism 1: ready-made events from memory, {@code keyBy}, the hand-written rules. Source and
 * judge are two threads with Flink's serialization between them; only what the judging one costs is counted.
 */
public final class FlinkJudging implements Contestant {
    /** Functions are serialized on their way into the job, so what they share with this process they find here. */
    private static @Nullable Running running;

    private final Map<String, Person> people;
    private final Person[] table;
    private final FlinkActivity[] activities;

    private static final class Running {
        final FlinkActivity[] activities;
        final Person[] table;
        final Map<String, Person> people;
        final FoundAlerts found = new FoundAlerts();
        volatile Cost cost = Cost.NONE;

        Running(FlinkJudging job) {
            activities = job.activities;
            table = job.table;
            people = job.people;
        }
    }

    public FlinkJudging(Load load) {
        people = load.bySubject();
        table = load.people().toArray(Person[]::new);
        Map<Person, Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < table.length; i++) {
            places.put(table[i], i);
        }
        FlinkActivity[] flat = new FlinkActivity[load.activities().length];
        int size = 0;
        for (int i = 0; i < flat.length; i++) {
            Activity activity = load.activities()[i];
            FlinkActivity one = FlinkActivity.of(activity, Objects.requireNonNull(places.get(load.persons()[i])));
            if (one != null) {
                flat[size++] = one;
            }
        }
        activities = Arrays.copyOf(flat, size);
    }

    @Override
    public Pass pass() throws Exception {
        Running pass = new Running(this);
        running = pass;
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        GeneratorFunction<Long, FlinkActivity> ready = index -> running().activities[index.intValue()];
        flink.fromSource(
                        new DataGeneratorSource<>(ready, activities.length, TypeInformation.of(FlinkActivity.class)),
                        WatermarkStrategy.noWatermarks(),
                        "activities")
                .keyBy(activity -> activity.subject)
                .process(new JudgingFunction())
                .sinkTo(new MatchSink());
        flink.execute("nine-rules");
        running = null;
        return new Pass(pass.found, pass.cost);
    }

    private static Running running() {
        return Objects.requireNonNull(running);
    }

    static Person person(int place) {
        return running().table[place];
    }

    static void judged(Cost cost) {
        running().cost = cost;
    }

    static void matched(FlinkMatch match) {
        Running pass = running();
        pass.found.matched(
                SiemRule.ofId(match.rule()),
                Objects.requireNonNull(pass.people.get(match.subject())),
                match.second(),
                match.fields());
    }
}
