# hearth-cli(1) and the completion files, printed by the program itself.
set(docs_folder ${CMAKE_CURRENT_BINARY_DIR}/generated_docs)
file(MAKE_DIRECTORY ${docs_folder})
function(print_by_hearth_cli file)
    add_custom_command(OUTPUT ${docs_folder}/${file} COMMAND hearth-cli ${ARGN} > ${docs_folder}/${file}
        DEPENDS hearth-cli VERBATIM)
    set_property(GLOBAL APPEND PROPERTY HEARTH_GENERATED_DOCS ${docs_folder}/${file})
endfunction()
print_by_hearth_cli(hearth-cli.1 manual)
print_by_hearth_cli(hearth-cli.bash completion bash)
print_by_hearth_cli(_hearth-cli completion zsh)
print_by_hearth_cli(hearth-cli.fish completion fish)
# Compressed without a time stamp, as Debian wants manual pages.
add_custom_command(OUTPUT ${docs_folder}/hearth-cli.1.gz COMMAND gzip -9nkf ${docs_folder}/hearth-cli.1
    DEPENDS ${docs_folder}/hearth-cli.1 VERBATIM)
set_property(GLOBAL APPEND PROPERTY HEARTH_GENERATED_DOCS ${docs_folder}/hearth-cli.1.gz)
# hearth-engine(1) by that program, hearth(1) written by hand.
if(TARGET hearth-engine)
    add_custom_command(OUTPUT ${docs_folder}/hearth-engine.1.gz
        COMMAND hearth-engine manual > ${docs_folder}/hearth-engine.1
        COMMAND gzip -9nkf ${docs_folder}/hearth-engine.1 DEPENDS hearth-engine VERBATIM)
    set_property(GLOBAL APPEND PROPERTY HEARTH_GENERATED_DOCS ${docs_folder}/hearth-engine.1.gz)
    install(FILES ${docs_folder}/hearth-engine.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/hearth.1.in ${docs_folder}/hearth.1 @ONLY)
add_custom_command(OUTPUT ${docs_folder}/hearth.1.gz COMMAND gzip -9nkf ${docs_folder}/hearth.1
    DEPENDS ${docs_folder}/hearth.1 VERBATIM)
set_property(GLOBAL APPEND PROPERTY HEARTH_GENERATED_DOCS ${docs_folder}/hearth.1.gz)
install(FILES ${docs_folder}/hearth.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
get_property(generated_docs GLOBAL PROPERTY HEARTH_GENERATED_DOCS)
add_custom_target(cli_docs ALL DEPENDS ${generated_docs})
install(FILES ${docs_folder}/hearth-cli.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${docs_folder}/hearth-cli.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME hearth-cli)
install(FILES ${docs_folder}/_hearth-cli DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${docs_folder}/hearth-cli.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
