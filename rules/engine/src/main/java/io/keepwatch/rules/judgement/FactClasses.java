package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Locale;

/**
 * Generates what a rule sees of one type of activity: a subclass of {@link EventFact} with a getter per attribute and
 * per declared window, so that a window stands in a condition as a plain property.
 */
final class FactClasses {
    private static final ClassDesc BASE = desc(EventFact.class);
    private static final ClassDesc EVIDENCE_BASE = desc(EvidenceFact.class);
    private static final ClassDesc ACTIVITY = desc(Activity.class);
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

    private FactClasses() {}

    /** The class file of what all facts of a rule have in common; its binary name ends in {@link FactSchema#ANY}. */
    static byte[] generateAny(String packageName) {
        return ClassFile.of().build(any(packageName), fact -> {
            fact.withSuperclass(BASE).withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT);
            constructor(fact, BASE);
        });
    }

    private static ClassDesc any(String packageName) {
        return ClassDesc.of(packageName, FactSchema.ANY);
    }

    private static void constructor(ClassBuilder fact, ClassDesc above) {
        fact.withMethodBody(
                ConstantDescs.INIT_NAME,
                NOTHING,
                ClassFile.ACC_PUBLIC,
                code -> code.aload(0)
                        .invokespecial(above, ConstantDescs.INIT_NAME, NOTHING)
                        .return_());
    }

    /** The class file of the fact; its binary name is {@code packageName} and {@link FactSchema#factName}. */
    static byte[] generate(String packageName, ActivityType type, Collection<FactProperty> properties) {
        return ClassFile.of().build(ClassDesc.of(packageName, FactSchema.factName(type)), fact -> {
            fact.withSuperclass(any(packageName)).withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
            constructor(fact, any(packageName));
            for (FactProperty property : properties) {
                switch (property.origin()) {
                    case FactProperty.OfAttribute(var _, String accessor) ->
                        attribute(fact, property.name(), type.recordClass(), accessor);
                    case FactProperty.OfWindow(var window, FactProperty.Reading reading) -> {
                        ClassDesc value = value(reading);
                        getter(
                                fact,
                                property.name(),
                                value,
                                code -> code.loadConstant(window.index())
                                        .invokevirtual(
                                                BASE,
                                                reading.method(),
                                                MethodTypeDesc.of(value, ConstantDescs.CD_int)));
                    }
                    case FactProperty.Inherited(), FactProperty.OfEvidenceWindow(int _) -> {
                        // EventFact has the one, and activities have not the other.
                    }
                }
            }
        });
    }

    /** The class file of what was found; its binary name is {@code packageName} and {@link FactSchema#EVIDENCE}. */
    static byte[] generateEvidence(String packageName, Collection<FactProperty> properties) {
        return ClassFile.of().build(ClassDesc.of(packageName, FactSchema.EVIDENCE), fact -> {
            fact.withSuperclass(EVIDENCE_BASE).withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
            constructor(fact, EVIDENCE_BASE);
            for (FactProperty property : properties) {
                if (property.origin() instanceof FactProperty.OfEvidenceWindow(int index)) {
                    getter(
                            fact,
                            property.name(),
                            ConstantDescs.CD_long,
                            code -> code.loadConstant(index)
                                    .invokevirtual(
                                            EVIDENCE_BASE,
                                            "window",
                                            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_int)));
                }
            }
        });
    }

    private static ClassDesc value(FactProperty.Reading reading) {
        return switch (reading) {
            case VALUE -> ConstantDescs.CD_long;
            case MEAN, RATE -> ConstantDescs.CD_double;
            case FIRST -> ConstantDescs.CD_boolean;
        };
    }

    private static void attribute(ClassBuilder fact, String name, Class<?> recordClass, String accessor) {
        Class<?> type = accessor(recordClass, accessor).getReturnType();
        boolean nullableFlag = type == Boolean.class;
        ClassDesc value = nullableFlag ? ConstantDescs.CD_boolean : desc(type);
        getter(fact, name, value, code -> {
            code.invokevirtual(BASE, "activity", MethodTypeDesc.of(ACTIVITY))
                    .checkcast(desc(recordClass))
                    .invokevirtual(desc(recordClass), accessor, MethodTypeDesc.of(desc(type)));
            if (nullableFlag) {
                // A flag that the source did not set reads as false.
                code.getstatic(ConstantDescs.CD_Boolean, "TRUE", ConstantDescs.CD_Boolean)
                        .swap()
                        .invokevirtual(
                                ConstantDescs.CD_Boolean,
                                "equals",
                                MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object));
            }
        });
    }

    private interface Body {
        void write(CodeBuilder code);
    }

    private static void getter(ClassBuilder fact, String property, ClassDesc value, Body body) {
        String prefix = value.equals(ConstantDescs.CD_boolean) ? "is" : "get";
        String name = prefix + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        fact.withMethodBody(name, MethodTypeDesc.of(value), ClassFile.ACC_PUBLIC, code -> {
            code.aload(0);
            body.write(code);
            code.return_(TypeKind.from(value));
        });
    }

    private static Method accessor(Class<?> recordClass, String name) {
        try {
            return recordClass.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(recordClass + " has no accessor for its attribute " + name, e);
        }
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
