package io.keepwatch.rules.score;

/**
 * Shares the points of evidence out (Aumann and Shapley): all weights grow together from none to full, and each node gets
 * the score's slope along its own weight, integrated over the way. The order of the evidence plays no part, and the
 * shares sum to what the score gained, because that is the integral of the sum of the slopes.
 *
 * <p>Gauss-Kronrod quadrature with 15 points, on halves of halves until each piece is right: its sum must be the score's
 * known gain over the piece to {@link #SUM}, and each node's share must be estimated to {@link #SHARE}.
 */
final class PathIntegral {
    private static final double SUM = 1e-11;
    private static final double SHARE = 1e-10;
    /** Pieces, beyond which rounding is in the way and not the number of points. Ordinary evidence needs a handful. */
    private static final int MOST_PIECES = 2_000;

    /** Kronrod's points from the outermost to the middle; every second is Gauss' as well. */
    private static final double[] POINTS = {
        0.991455371120812639206854697526329,
        0.949107912342758524526189684047851,
        0.864864423359769072789712788640926,
        0.741531185599394439863864773280788,
        0.586087235467691130294144838258730,
        0.405845151377397166906606412076961,
        0.207784955007898467600689403773245,
        0
    };

    private static final double[] KRONROD = {
        0.022935322010529224963732008058970,
        0.063092092629978553290700663189204,
        0.104790010322250183839876322541518,
        0.140653259715525918745189590510238,
        0.169004726639267902826583426598550,
        0.190350578064785409913256402421014,
        0.204432940075298892414161999234649,
        0.209482141084727828012999174891714
    };

    private static final double[] GAUSS = {
        0,
        0.129484966168869693270611432679082,
        0,
        0.279705391489276667901467771423780,
        0,
        0.381830050505118944950369775488975,
        0,
        0.417959183673469387755102040816327
    };

    private final Evaluation evaluation;
    private final double[] weights;
    private final double[] scaled;
    private final double[] integrals;
    private int pieces = 1;

    private PathIntegral(Network network, double[] weights) {
        evaluation = Evaluation.along(network, weights);
        this.weights = weights;
        scaled = new double[weights.length];
        integrals = new double[weights.length];
    }

    /**
     * Points per nat of weight.
     *
     * @param weights of all evidence on each node, in nats
     * @return for each node, what a nat of weight on it contributed to the score
     */
    static double[] pointsPerNat(Network network, double[] weights) {
        PathIntegral integral = new PathIntegral(network, weights);
        integral.add(0, 1, integral.score(0), integral.score(1));
        return integral.integrals;
    }

    private void add(double from, double to, double scoreFrom, double scoreTo) {
        double[] kronrod = new double[weights.length];
        double[] gauss = new double[weights.length];
        double half = (to - from) / 2;
        for (int i = 0; i < POINTS.length; i++) {
            sample((from + to) / 2 - half * POINTS[i], half, i, kronrod, gauss);
            if (POINTS[i] != 0) {
                sample((from + to) / 2 + half * POINTS[i], half, i, kronrod, gauss);
            }
        }
        if (pieces < MOST_PIECES && !isRight(kronrod, gauss, scoreTo - scoreFrom)) {
            pieces++;
            double middle = (from + to) / 2;
            double scoreMiddle = score(middle);
            add(from, middle, scoreFrom, scoreMiddle);
            add(middle, to, scoreMiddle, scoreTo);
            return;
        }
        for (int node = 0; node < weights.length; node++) {
            integrals[node] += kronrod[node];
        }
    }

    private boolean isRight(double[] kronrod, double[] gauss, double gain) {
        double sum = 0;
        double worst = 0;
        for (int node = 0; node < weights.length; node++) {
            sum += weights[node] * kronrod[node];
            worst = Math.max(worst, Math.abs(weights[node] * (kronrod[node] - gauss[node])));
        }
        // The two rules' difference is the error of the coarser one; the finer one's is known to be like its power 1.5.
        return Math.abs(sum - gain) <= SUM && Math.pow(200 * worst, 1.5) <= SHARE;
    }

    private void sample(double at, double half, int point, double[] kronrod, double[] gauss) {
        double odds = solve(at).odds();
        double[] slopes = evaluation.slopesOfLogOdds();
        double slope = 100 * odds / ((1 + odds) * (1 + odds));
        for (int node = 0; node < slopes.length; node++) {
            kronrod[node] += half * KRONROD[point] * slope * slopes[node];
            gauss[node] += half * GAUSS[point] * slope * slopes[node];
        }
    }

    private double score(double at) {
        double odds = solve(at).odds();
        return 100 * odds / (1 + odds);
    }

    private Evaluation solve(double at) {
        for (int node = 0; node < weights.length; node++) {
            scaled[node] = at * weights[node];
        }
        return evaluation.solve(scaled);
    }
}
