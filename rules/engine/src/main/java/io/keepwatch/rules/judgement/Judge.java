package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.Activity;

/** Asks every rule of a set about one activity. Keeps nothing between two activities. Not thread-safe. */
public interface Judge {
    /**
     * @param activity the activity, or its projection where it is judged again
     * @param windows the windows as of the activity's time
     * @param context the person as of the activity's time
     * @return the rules that match, and those that failed; a rule that fails does not keep the others from judging
     */
    Verdict judge(Activity activity, WindowValues windows, Context context);
}
