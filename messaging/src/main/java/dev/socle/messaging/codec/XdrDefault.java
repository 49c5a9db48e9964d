package dev.socle.messaging.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The record of a sealed interface that stands for all values of the discriminant which no other has, in XDR. Which it is
 * says a component with {@link XdrDiscriminant}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface XdrDefault {}
