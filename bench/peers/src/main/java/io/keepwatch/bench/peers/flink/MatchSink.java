package io.keepwatch.bench.peers.flink;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Hands matches over within this process. */
final class MatchSink implements Sink<FlinkMatch> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<FlinkMatch> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(FlinkMatch match, Context at) {
                FlinkJudging.matched(match);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
