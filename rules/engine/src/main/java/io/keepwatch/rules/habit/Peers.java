package io.keepwatch.rules.habit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Whom a person is compared with: their group, which leans on the whole organisation the more the smaller it is (S3-13).
 * Neither may contain the person; see {@link #without}.
 */
public final class Peers {
    /** Nobody is known: everyone is compared with themselves alone. */
    public static final Peers NONE = new Peers(PeerHabit.NONE, PeerHabit.NONE);

    private static final String SAME_POSITION = "people in the same position";

    private final PeerHabit group;
    private final PeerHabit organisation;
    private final String words;

    /**
     * What peers use.
     *
     * @param shares of what they do, by the value's hash
     * @param elsewhere the share of everything else
     */
    record Used(Map<Integer, Double> shares, double elsewhere) {}

    /** @param organisation everybody, the group included */
    public Peers(PeerHabit group, PeerHabit organisation) {
        this(group, organisation, SAME_POSITION);
    }

    private Peers(PeerHabit group, PeerHabit organisation, String words) {
        this.group = group;
        this.organisation = organisation;
        this.words = words;
    }

    /** The same, as somebody named them who keeps them: findings say it. */
    Peers asOf(String name) {
        return new Peers(group, organisation, SAME_POSITION + " (as of " + name + ")");
    }

    /** How a sentence calls them: {@code people in the same position}. */
    public String words() {
        return words;
    }

    /** Without a person who is a member of both. */
    public Peers without(PeerHabit person) {
        return new Peers(group.without(person), organisation.without(person), words);
    }

    double days(Rhythm rhythm, HabitSettings by) {
        return days(group.of(rhythm).people(), organisation.of(rhythm).people(), by);
    }

    double days(Trait trait, HabitSettings by) {
        return days(group.of(trait).people(), organisation.of(trait).people(), by);
    }

    double days(Volume volume, HabitSettings by) {
        return days(group.of(volume).people(), people(volume), by);
    }

    private static double days(int ofGroup, int ofAll, HabitSettings by) {
        double people = Math.max(ofGroup, ofAll);
        return by.peerDays() * people / (people + by.peersForHalf());
    }

    /** How many people a comparison of amounts rests on. */
    public int people(Volume volume) {
        return Math.max(group.of(volume).people(), organisation.of(volume).people());
    }

    /** Their share of each hour of the week; all zero if nobody is known. */
    double[] hours(Rhythm rhythm, HabitSettings by) {
        PeerHours ofGroup = group.of(rhythm);
        PeerHours ofAll = organisation.of(rhythm);
        double[] one = Hours.shares(ofGroup.shares());
        double[] other = Hours.shares(ofAll.shares());
        double lean = lean(ofGroup.people(), ofAll.people(), by);
        double[] mixed = new double[one.length];
        Arrays.setAll(mixed, i -> (1 - lean) * one[i] + lean * other[i]);
        return mixed;
    }

    Used values(Trait trait, HabitSettings by) {
        PeerValues ofGroup = group.of(trait);
        PeerValues ofAll = organisation.of(trait);
        double lean = lean(ofGroup.people(), ofAll.people(), by);
        Map<Integer, Double> shares = new HashMap<>();
        double elsewhere = add(shares, ofGroup, 1 - lean) + add(shares, ofAll, lean);
        return new Used(shares, elsewhere);
    }

    private static double add(Map<Integer, Double> shares, PeerValues of, double part) {
        if (of.people() == 0) {
            return 0;
        }
        double whole = (double) PeerHabit.WHOLE * of.people();
        of.used().forEach((value, use) -> shares.merge(value, part * use.share() / whole, Double::sum));
        return part * of.elsewhere() / whole;
    }

    /** How many of them use this. */
    public int users(Trait trait, String value) {
        int hash = Values.hash(value);
        return Math.max(users(group.of(trait), hash), users(organisation.of(trait), hash));
    }

    private static int users(PeerValues of, int value) {
        PeerValues.Use use = of.used().get(value);
        return use == null ? 0 : use.people();
    }

    /** The share of their days on which somebody did as much or more; 0 if nobody is known. */
    double upward(Volume volume, long sum, HabitSettings by) {
        return mixed(volume, by, of -> Rarity.upward(of.days(), sum, HabitSettings.BEYOND * PeerSums.A_DAY));
    }

    /** The share of them whose mean of a day is as large or larger; 0 if nobody is known. */
    public double more(Volume volume, double mean, HabitSettings by) {
        return mixed(volume, by, of -> Rarity.upward(of.means(), mean, HabitSettings.UNSEEN * PeerSums.A_DAY));
    }

    /** The share of them whose mean of a day is as small or smaller; 0 if nobody is known. */
    public double less(Volume volume, double mean, HabitSettings by) {
        return mixed(volume, by, of -> Rarity.downward(of.means(), mean, HabitSettings.UNSEEN * PeerSums.A_DAY));
    }

    /** The middle one of their means of a day, within {@link Sketch#RELATIVE_ERROR}; 0 if nobody is known. */
    public double typical(Volume volume, HabitSettings by) {
        return mixed(volume, by, of -> of.means().quantile(0.5));
    }

    /** The mean of their days; 0 if nobody is known. */
    public double mean(Volume volume, HabitSettings by) {
        return mixed(volume, by, of -> of.days().mean());
    }

    /** How many of their days are known, older ones counting less. */
    public double knownDays(Volume volume) {
        double ofAll = Math.max(
                group.of(volume).days().weight(), organisation.of(volume).days().weight());
        return ofAll / PeerSums.A_DAY;
    }

    private double mixed(Volume volume, HabitSettings by, ToDoubleFunction<PeerSums> question) {
        PeerSums ofGroup = group.of(volume);
        PeerSums ofAll = organisation.of(volume);
        double lean = lean(ofGroup.people(), ofAll.people(), by);
        return (1 - lean) * question.applyAsDouble(ofGroup) + lean * question.applyAsDouble(ofAll);
    }

    /** How much the organisation says of what is said of the group. */
    private static double lean(int ofGroup, int ofAll, HabitSettings by) {
        return ofAll == 0 ? 0 : by.peersForHalf() / (ofGroup + by.peersForHalf());
    }
}
