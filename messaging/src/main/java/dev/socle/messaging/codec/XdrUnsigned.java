package dev.socle.messaging.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In XDR, an {@code unsigned int} for a {@code long}, an {@code unsigned hyper} for a {@link java.math.BigInteger}: the
 * types of Java that hold all its values. Who wants the bare bits takes {@code int} or {@code long} without it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface XdrUnsigned {}
