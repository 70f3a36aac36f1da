package io.keepwatch.rules.judgement;

import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;
import org.kie.api.runtime.rule.FactHandle;

/**
 * One rule's working memory, reused empty. It is made when it is first needed, and made anew after anything was thrown
 * in it: what is left in it then is nobody's business.
 */
final class RuleSession implements Raise {
    /** A fact fires a rule once for each alternative of its condition; more is a rule that chains without end. */
    private static final int MOST_FIRINGS = 64;

    private final CompiledRule rule;
    private @Nullable KieSession session;
    private boolean raised;

    RuleSession(CompiledRule rule) {
        this.rule = rule;
    }

    /**
     * Inserts the fact, fires, takes it out again.
     *
     * @return whether the rule raised an alert or evidence
     * @throws RuntimeException whatever condition or consequence throws, or if firing has no end
     */
    boolean judge(Object fact) {
        KieSession open = open();
        raised = false;
        boolean clean = false;
        try {
            FactHandle handle = open.insert(fact);
            if (open.fireAllRules(MOST_FIRINGS) >= MOST_FIRINGS) {
                throw new IllegalStateException("fires without end");
            }
            open.delete(handle);
            clean = true;
        } finally {
            if (!clean) {
                session = null;
                open.dispose();
            }
        }
        return raised;
    }

    @Override
    public void alert() {
        raised = true;
    }

    @Override
    public void evidence() {
        raised = true;
    }

    private KieSession open() {
        KieSession open = session;
        if (open == null) {
            KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
            configuration.setOption(ThreadSafeOption.NO);
            open = rule.ruleBase().newKieSession(configuration, null);
            open.setGlobal(RuleCompiler.RAISE, this);
            session = open;
        }
        return open;
    }
}
