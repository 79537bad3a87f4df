/**
 * What sealed reports of any kind share: the key, the way their table is asked, the checks, what verifying finds, what a file
 * must show, the page behind a printed code.
 */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.sealing;
