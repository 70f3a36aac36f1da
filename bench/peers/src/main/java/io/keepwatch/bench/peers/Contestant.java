package io.keepwatch.bench.peers;

import java.util.Map;

/** One way of judging a load. It is made once per process, with everything ready that is not to be measured. */
public interface Contestant {

    /** Judges the whole load, from knowing nothing but the people. */
    Pass pass() throws Exception;

    /**
     * What one pass came to.
     *
     * @param alerts what it found
     * @param cost of the thread that judged, from the first activity to the last
     * @param sizes further figures, by their names
     */
    record Pass(FoundAlerts alerts, Cost cost, Map<String, Double> sizes) {
        public Pass(FoundAlerts alerts, Cost cost) {
            this(alerts, cost, Map.of());
        }
    }
}
