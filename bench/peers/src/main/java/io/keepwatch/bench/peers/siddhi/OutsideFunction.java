package io.keepwatch.bench.peers.siddhi;

import io.keepwatch.bench.peers.byhand.HandWrittenRules;
import io.siddhi.annotation.Example;
import io.siddhi.annotation.Extension;
import io.siddhi.annotation.ReturnAttribute;
import io.siddhi.annotation.util.DataType;
import io.siddhi.core.config.SiddhiQueryContext;
import io.siddhi.core.executor.ExpressionExecutor;
import io.siddhi.core.executor.function.FunctionExecutor;
import io.siddhi.core.util.config.ConfigReader;
import io.siddhi.core.util.snapshot.state.State;
import io.siddhi.core.util.snapshot.state.StateFactory;
import io.siddhi.query.api.definition.Attribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Siddhi cannot say of a list of addresses: whether one of them lies outside the company. */
@Extension(
        name = "outside",
        namespace = "keepwatch",
        description = "Whether an address lies outside the corporate domains and everything below them.",
        returnAttributes = @ReturnAttribute(type = DataType.BOOL, description = "true if one does"),
        examples = @Example(syntax = "keepwatch:outside(recipients)", description = "asks a list of addresses"))
public final class OutsideFunction extends FunctionExecutor<State> {

    @Override
    protected @Nullable StateFactory<State> init(
            ExpressionExecutor[] arguments, ConfigReader configuration, SiddhiQueryContext query) {
        return null;
    }

    @Override
    protected Object execute(Object[] arguments, State state) {
        throw new IllegalArgumentException("one list of addresses is asked");
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Object execute(Object addresses, State state) {
        return HandWrittenRules.anyOutside((List<String>) addresses);
    }

    @Override
    public Attribute.Type getReturnType() {
        return Attribute.Type.BOOL;
    }
}
