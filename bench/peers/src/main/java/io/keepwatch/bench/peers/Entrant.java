package io.keepwatch.bench.peers;

import io.keepwatch.bench.peers.byhand.JavaJudging;
import io.keepwatch.bench.peers.byhand.JavaStep;
import io.keepwatch.bench.peers.engine.EngineOnHeap;
import io.keepwatch.bench.peers.engine.EngineStep;
import io.keepwatch.bench.peers.engine.RuleBookJudging;
import io.keepwatch.bench.peers.flink.FlinkJudging;
import io.keepwatch.bench.peers.siddhi.SiddhiJudging;
import java.io.IOException;

/** Who is measured. */
enum Entrant {
    JAVA("hand-written Java", JavaJudging::new),
    RULES("Keepwatch rules alone", RuleBookJudging::new),
    ON_HEAP("Keepwatch engine on the heap", EngineOnHeap::new),
    SIDDHI("Siddhi", SiddhiJudging::new),
    FLINK("Flink", FlinkJudging::new),
    STEP("Keepwatch step", EngineStep::ruled),
    STEP_JUDGED_BY_HAND("the same step judged by hand", EngineStep::handJudged),
    JAVA_STEP("hand-written loop", JavaStep::new);

    private final String title;
    private final Maker maker;

    private interface Maker {
        Contestant make(Load load) throws IOException;
    }

    Entrant(String title, Maker maker) {
        this.title = title;
        this.maker = maker;
    }

    String title() {
        return title;
    }

    Contestant enter(Load load) throws IOException {
        return maker.make(load);
    }
}
