/** Officers write courses and new versions of them, a second person looks, and publishing says what follows for whom. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.authoring;
