package io.keepwatch.evaluator.running;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Shows Kafka Streams' own measurements, the lag of each partition among them, for as long as it lives. */
@Singleton
class StreamsMeters implements Evaluation.Watcher {
    private final MeterRegistry meters;
    private @Nullable KafkaStreamsMetrics bound;

    StreamsMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void made(KafkaStreams streams) {
        bound = new KafkaStreamsMetrics(streams);
        bound.bindTo(meters);
    }

    @Override
    public void over(KafkaStreams streams) {
        if (bound != null) {
            bound.close();
            bound = null;
        }
    }
}
