package io.grpcpool.policy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that the document has and that nothing acts on yet. The validator and the CRD
 * refuse it wherever it is present, with any value: a field that is silently ignored is a trap.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface NotSupportedYet {}
